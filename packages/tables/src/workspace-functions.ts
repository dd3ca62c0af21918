import { factFile, own } from './data-file.ts';
import type { FunctionsForm } from './fact-forms.ts';
import type { Column, Provenance, WorkspaceFunction } from './schema.ts';
import { isColumnType, readColumns } from './table-lines.ts';

interface Functions extends FunctionsForm {
  /** Function's name, or the name it is deployed under → the function's own name. */
  readonly ownNames: ReadonlyMap<string, string>;
}

const form = factFile('functions.json', (text): Functions => {
  const written = JSON.parse(text) as FunctionsForm;
  const ownNames = new Map(
    Object.entries(written.functions).flatMap(([name, { alias }]) => [
      [name, name],
      ...(alias === undefined ? [] : ([[alias, name]] as const)),
    ]),
  );
  return { ...written, ownNames };
});
const outputs = new Map<string, readonly Column[]>();
const made = new Map<string, WorkspaceFunction>();

/**
 * A function that a workspace with Sentinel offers: `_GetWatchlist`, ASIM's built-in parsers (`_Im_Dns`) and the names
 * under which they are deployed (`imDns`). Output columns are those of the ASIM schema. Case-sensitive, as KQL is.
 */
export function workspaceFunction(name: string): WorkspaceFunction | undefined {
  const known = made.get(name);
  if (known) return known;
  const { functions, ownNames, sources } = form();
  const written = own(functions, ownNames.get(name) ?? '');
  const provenance = written && sources[written.source];
  if (!written || !provenance) return undefined;
  const offered = {
    name,
    parameters: written.parameters.map(readParameter),
    output: { columns: outputColumns(written.output), open: written.open ?? false },
    provenance,
  };
  made.set(name, offered);
  return offered;
}

/** All names that `workspaceFunction` knows, those for deployment included. */
export function workspaceFunctionNames(): readonly string[] {
  return [...form().ownNames.keys()];
}

export function functionSources(): readonly Provenance[] {
  return form().sources;
}

function outputColumns(name: string): readonly Column[] {
  const known = outputs.get(name) ?? readColumns((own(form().outputs, name) ?? '').split(' '));
  outputs.set(name, known);
  return known;
}

function readParameter(written: string): WorkspaceFunction['parameters'][number] {
  const [, name = '', type = '', text] = /^(\w+):(\w+)(?:=(.*))?$/.exec(written) ?? [];
  return { name, type: isColumnType(type) ? type : 'dynamic', ...(text === undefined ? {} : { default: text }) };
}
