import { type Checked, type Diagnostic, diagnostic, sortDiagnostics } from '@picket/diagnostics';
import type { Document, Path, Settings, SourceFile } from '../content.ts';
import type { Fault } from '../schema/fault.ts';
import { type FormCodes, formProblem } from '../schema/form-problems.ts';
import type { SchemaName } from '../schema/json-schema.ts';
import { isGivenWithoutValue, readBySchema } from '../schema/read-by-schema.ts';
import { pathText, shortened } from '../schema/words.ts';
import { readTree } from '../yaml/read-tree.ts';

const codes: FormCodes = {
  missing: 'SET101',
  unknownKey: 'SET102',
  type: 'SET103',
  empty: 'SET104',
  notOneOf: 'SET105',
  form: 'SET106',
};

/** What a category package's package.json says under "picket". */
export interface PackageSettings {
  /** No table for `Overview`: the package that looks across all logs. */
  readonly picket: { readonly category: string; readonly table?: string };
}

/** Reads picket.yaml. There is a value only when no problem is an error. */
export function readSettings(file: SourceFile): Checked<Document<Settings>> {
  return read<Settings>('settings', file);
}

/** Reads the "picket" block of a package.json (JSON is read as the YAML that it is). */
export function readPackageSettings(file: SourceFile): Checked<Document<PackageSettings>> {
  return read<PackageSettings>('category-package', file);
}

function read<T>(name: SchemaName, file: SourceFile): Checked<Document<T>> {
  const { tree, problems: reading } = readTree(file);
  if (!tree) return { problems: reading };
  const { root, document, faults, remarks, draft } = readBySchema(name, tree);
  const problems = sortDiagnostics([
    ...reading,
    ...faults.map((fault) => problemOf(fault, document, isGivenWithoutValue(root, fault))),
    ...remarks.map(({ path }) => diagnostic('SET104', { key: pathText(path) }, document.keyAt(path))),
  ]);
  if (problems.some(({ severity }) => severity === 'error')) return { problems };
  return { value: { ...draft, value: draft.value as T }, problems };
}

function problemOf(fault: Fault, document: Document<unknown>, withoutValue: boolean): Diagnostic {
  const { path } = fault;
  switch (fault.kind) {
    case 'forbidden': {
      const inside = path.slice(0, -1);
      const params = { key: String(path.at(-1)), inside: pathText(inside), kind: kindOf(document.value, inside) };
      return diagnostic('SET107', params, document.keyAt(path));
    }
    case 'keyForm': {
      const place = document.keyAt([...path, fault.key]);
      return diagnostic('SET108', { name: shortened(fault.key), inside: pathText(path) }, place);
    }
    default:
      return formProblem(codes, fault, document, withoutValue);
  }
}

function kindOf(value: unknown, path: Path): string {
  const target = path.reduce<unknown>((inner, step) => {
    return typeof inner === 'object' && inner !== null ? Reflect.get(inner, step) : undefined;
  }, value);
  return typeof target === 'object' && target !== null ? String(Reflect.get(target, 'kind')) : '';
}
