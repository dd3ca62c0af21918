import { dataFormats } from '../outside/data-formats.ts';
import { readMapping } from '../outside/ingestion-mapping.ts';
import { fileNameOf } from '../outside/outside-data.ts';
import { translateExpr } from '../plan/expression.ts';
import { needsGiven } from '../plan/outside.ts';
import { columnsOf, outsideRow, refuseRel, type TranslateOperator } from '../plan/scope.ts';
import { elements, nameOf, part } from '../plan/syntax.ts';
import type { RunRel } from '../run/run.ts';
import { Refusal } from '../values/refusal.ts';

/** Formats by the end of a file's name; any other is taken for CSV. */
const binary = new Set(['avro', 'apacheavro', 'orc', 'parquet', 'w3clogfile', 'log', 'sstream', 'tsve']);

/**
 * Rows of a text that is given with the run: nothing is fetched. Microsoft Learn, "externaldata operator".
 */
export const translateExternalData: TranslateOperator = (_, node, scope) => {
  const columns = columnsOf(node);
  const addresses = elements(node, 'URIs').map((each) => translateExpr(each, outsideRow(scope)));
  const texts = addresses.flatMap((each) =>
    each.op === 'literal' && typeof each.value === 'string' ? [each.value] : [],
  );
  const properties = new Map(
    elements(part(node, 'WithClause'), 'Properties').map((each) => {
      const value = part(each, 'Expression');
      return [nameOf(part(each, 'Name')).toLowerCase(), value?.literal ?? value?.text.trim() ?? ''] as const;
    }),
  );
  const odd = [...properties.keys()].find(
    (name) => !['format', 'ignorefirstrecord', 'ingestionmapping'].includes(name),
  );
  if (odd !== undefined) return refuseRel(scope, `externaldata with ${odd}`, node);
  if (texts.length !== addresses.length || texts.length === 0) {
    return refuseRel(scope, 'externaldata of an address that is no constant', node);
  }
  const formats = texts.map((text) => (properties.get('format') ?? formatOf(text)).toLowerCase());
  const unread = formats.find((format) => !Object.hasOwn(dataFormats, format));
  if (unread !== undefined) return refuseRel(scope, `externaldata in the format ${unread}`, node);
  const written = properties.get('ingestionmapping');
  const mapping = written === undefined ? undefined : readMapping(written);
  if (written !== undefined && !mapping) return refuseRel(scope, 'externaldata with this mapping', node);
  for (const address of texts) needsGiven('externaldata', address, node, scope);
  return {
    op: 'externaldata',
    sources: texts.map((address, i) => ({ address, format: formats[i] ?? 'csv' })),
    ignoreFirstRecord: properties.get('ignorefirstrecord')?.toLowerCase() === 'true',
    mapping,
    columns,
    serialized: false,
  };
};

function formatOf(address: string): string {
  const extension = fileNameOf(address).split('.').at(-1)?.toLowerCase() ?? '';
  return Object.hasOwn(dataFormats, extension) || binary.has(extension) ? extension : 'csv';
}

export const runExternalData: RunRel<'externaldata'> = ({ sources, ignoreFirstRecord, mapping, columns }, run) =>
  sources.flatMap(({ address, format }) => {
    const text = run.data.externalData(address);
    const read = dataFormats[format];
    if (!read) throw new Refusal('externaldata', `the format ${format}`);
    return text === undefined ? [] : read(text, { columns, ignoreFirstRecord, mapping });
  });
