import { type Diagnostic, diagnostic, lineIndex, type Span } from '@picket/diagnostics';
import { isObject, objectsIn, textOf, type UnknownObject } from '../azure/json.ts';
import type { NotebookToImport } from './import-notebook.ts';

/** A workbook that a file holds, with what the file says around it. */
export interface FoundNotebook {
  readonly notebook: NotebookToImport;
  readonly id?: string;
  readonly name?: string;
  readonly description?: string;
}

/** Azure keeps workbooks of up to a megabyte; a template may hold many. */
const longestFile = 32 * 1024 * 1024;
/** Groups in groups in a template in a package: published files go to 40. */
const deepest = 200;

/**
 * The workbooks of a JSON file: a workbook as the advanced editor shows it or as the gallery has it, a resource, or an
 * ARM template with any number of them, also inside the templates of a solution's package.
 *
 * @returns what was found, and what was there and could not be read; a file without a workbook is a problem
 */
export function findNotebooks(
  path: string,
  text: string,
): { readonly found: readonly FoundNotebook[]; readonly problems: readonly Diagnostic[] } {
  const start = { line: 1, column: 1 };
  const at: Span = { file: path, start, end: start };
  if (text.length > longestFile) return refused(diagnostic('WB404', { what: 'longer than 32 MB' }, at));
  if (depthOf(text) > deepest) return refused(diagnostic('WB404', { what: `nested more than ${deepest} deep` }, at));
  const parsed = parse(text.replace(/^\ufeff/, ''));
  if ('fault' in parsed) {
    const position = lineIndex(text).positionAt(parsed.offset);
    return refused(diagnostic('WB401', { fault: parsed.fault }, { file: path, start: position, end: position }));
  }
  const search: Search = { found: [], problems: [], meant: new Set(), at };
  look(parsed.value, [], search);
  if (search.found.length === 0 && search.problems.length === 0) return refused(diagnostic('WB402', {}, at));
  // A variable that a resource stands for is no workbook besides.
  const found = search.found.filter(({ written }) => !search.meant.has(written)).map(({ written, ...rest }) => rest);
  return { found, problems: search.problems };
}

function refused(problem: Diagnostic) {
  return { found: [], problems: [problem] };
}

interface Search {
  readonly found: (FoundNotebook & { readonly written?: unknown })[];
  readonly problems: Diagnostic[];
  /** What expressions of resources stand for. */
  readonly meant: Set<unknown>;
  readonly at: Span;
}

/** @param around the objects around the value, innermost first: templates, whose variables and parameters may be meant */
function look(value: unknown, around: readonly UnknownObject[], search: Search): void {
  if (Array.isArray(value)) for (const each of value) look(each, around, search);
  if (!isObject(value)) return;
  const notebook = notebookIn(value);
  if (notebook) {
    if (notebook.items.length > 0) search.found.push({ notebook, written: value });
    else search.problems.push(diagnostic('WB403', { what: 'a workbook', fault: nothingIn }, search.at));
    return;
  }
  const properties = isObject(value.properties) ? value.properties : value;
  const data = properties.serializedData ?? (isWorkbookTemplate(value) ? properties.templateData : undefined);
  if (data !== undefined) {
    lookInto(data, value, properties, [value, ...around], search);
    return;
  }
  for (const each of Object.values(value)) look(each, [value, ...around], search);
}

const nothingIn = 'it has no items';

function isWorkbookTemplate({ type }: UnknownObject): boolean {
  return /^microsoft\.insights\/workbooktemplates$/i.test(textOf(type) ?? '');
}

/** The workbook that a resource holds: as an object, as its text, or as an expression that stands for one of these. */
function lookInto(
  data: unknown,
  resource: UnknownObject,
  properties: UnknownObject,
  around: readonly UnknownObject[],
  search: Search,
): void {
  const name = textOf(resolved(properties.displayName, around));
  const description = textOf(resolved(properties.description, around));
  const id = textOf(resolved(resource.name, around));
  const what = name === undefined ? 'a workbook' : `the workbook '${name}'`;
  const value = resolved(data, around);
  search.meant.add(value);
  const said = textOf(value);
  const read = said === undefined ? { value } : parse(said);
  const notebook = 'value' in read && isObject(read.value) ? notebookIn(read.value) : undefined;
  if (!notebook) {
    const fault = said?.startsWith('[') ? 'it is an expression' : 'fault' in read ? read.fault : 'it is no workbook';
    search.problems.push(diagnostic('WB403', { what, fault }, search.at));
    return;
  }
  if (notebook.items.length === 0) {
    search.problems.push(diagnostic('WB403', { what, fault: nothingIn }, search.at));
    return;
  }
  search.found.push({
    notebook,
    ...(id && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id) ? { id } : {}),
    ...(name && !name.startsWith('[') ? { name } : {}),
    ...(description && !description.startsWith('[') ? { description } : {}),
  });
}

function notebookIn(value: UnknownObject): NotebookToImport | undefined {
  if (value.version !== 'Notebook/1.0' || !Array.isArray(value.items)) return undefined;
  return { ...value, items: objectsIn(value.items).map(({ object }) => object) };
}

/** `[variables('content')]`, `[string(variables('content'))]`, `[parameters('name')]`: what exported templates have. */
const simple = /^\[\s*(?:string\(\s*)?(variables|parameters)\(\s*'([^']+)'\s*\)\s*\)?\s*\]$/;

function resolved(value: unknown, around: readonly UnknownObject[]): unknown {
  const text = textOf(value);
  if (text?.startsWith('[[')) return text.slice(1);
  const [, kind, key = ''] = simple.exec(text ?? '') ?? [];
  if (kind === undefined) return value;
  for (const template of around) {
    const holder = template[kind];
    if (!isObject(holder) || !Object.hasOwn(holder, key)) continue;
    const member = holder[key];
    return kind === 'parameters' && isObject(member) ? member.defaultValue : member;
  }
  return value;
}

/** Brackets outside of strings, before anything that goes down a value as deep as it is. */
function depthOf(text: string): number {
  let depth = 0;
  let most = 0;
  for (const [piece] of text.matchAll(/"(?:[^"\\]|\\.)*"?|[[\]{}]/gs)) {
    if (piece === '[' || piece === '{') most = Math.max(most, ++depth);
    else if (piece === ']' || piece === '}') depth -= 1;
  }
  return most;
}

function parse(text: string): { readonly value: unknown } | { readonly fault: string; readonly offset: number } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const [, position] = /at position (\d+)/.exec(message) ?? [];
    const fault = message.replace(/ in JSON at position \d+.*$/s, '').replace(/, "[\s\S]*$/, '');
    const offset = position === undefined ? 0 : Number(position);
    return { fault, offset: /end of JSON/.test(message) ? text.trimEnd().length : offset };
  }
}
