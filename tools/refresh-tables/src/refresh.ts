import { type Checked, type Diagnostic, diagnostic } from '@picket/diagnostics';
import { readTableText, type TableText, writeTableText } from '@picket/tables';
import { factForms } from './fact-forms.ts';
import { contentVersion, factsText } from './facts-text.ts';
import { mergeList, type TableDifference } from './merge.ts';
import { readJson } from './read-json.ts';
import { danglingReferences, type Facts } from './references.ts';
import type { TableList } from './table-list.ts';

const tablesFile = 'tables.txt';
const versionFile = 'version.txt';

/** The files that hold facts, without the one that holds their version. */
export const factFiles: readonly string[] = [tablesFile, ...Object.keys(factForms)];

export interface Refreshed {
  /** All files of data/ as they should be. */
  readonly files: ReadonlyMap<string, string>;
  /** Those that differ from what was there. */
  readonly changed: readonly string[];
  readonly differences: readonly TableDifference[];
}

/**
 * files ─ read ─▶ facts ─ merge the list ─▶ facts ─ check references ─▶ facts ─ write ─▶ files and their version
 *
 * Pure, and a fixed point: its own output without a list gives the same bytes. Any problem leaves no value, so that
 * nothing half good is written.
 */
export function refresh(
  before: ReadonlyMap<string, string>,
  list?: TableList,
  options: { readonly remove: boolean } = { remove: false },
): Checked<Refreshed> {
  const problems: Diagnostic[] = [];
  const tables = readTables(before.get(tablesFile), problems);
  const json = new Map<string, unknown>();
  for (const [file, form] of Object.entries(factForms)) {
    const checked = readJson<unknown>(before.get(file) ?? '', file, form);
    problems.push(...checked.problems);
    json.set(file, checked.value);
  }
  if (!tables || problems.length > 0) return { problems };

  const merged = list ? mergeList(tables, list, options) : { tables, differences: [] };
  const facts = {
    tables: merged.tables,
    logCategories: json.get('log-categories.json'),
    shapes: json.get('shapes.json'),
    valueDomains: json.get('value-domains.json'),
    signInErrors: json.get('sign-in-errors.json'),
    auditOperations: json.get('audit-operations.json'),
    functions: json.get('functions.json'),
  } as Facts;
  for (const { file, what, why } of danglingReferences(facts)) {
    problems.push(diagnostic('TBL903', { what, why }, placeIn(file)));
  }
  if (problems.length > 0) return { problems };

  const files = new Map([[tablesFile, writeTableText(merged.tables)]]);
  for (const [file, value] of json) files.set(file, factsText(value));
  files.set(versionFile, `${contentVersion(files)}\n`);
  const changed = [...files.keys()].filter((file) => files.get(file) !== before.get(file));
  return { value: { files, changed, differences: merged.differences }, problems };
}

function readTables(text: string | undefined, problems: Diagnostic[]): TableText | undefined {
  if (text === undefined) {
    problems.push(diagnostic('TBL902', { why: 'it is missing' }, placeIn(tablesFile)));
    return undefined;
  }
  const { value, faults } = readTableText(text);
  for (const { line, why } of faults) problems.push(diagnostic('TBL902', { why }, placeIn(tablesFile, line)));
  return value;
}

function placeIn(file: string, line = 1) {
  const start = { line, column: 1 };
  return { file, start, end: start };
}
