import type { KqlNode } from '@picket/kql';
import { tableNamed } from '../plan/outside.ts';
import type { Expr, Rel } from '../plan/plan.ts';
import { isView, translateRel } from '../plan/relation.ts';
import { bindIn, type Scope } from '../plan/scope.ts';
import { bare, part } from '../plan/syntax.ts';
import { absent, type ScalarType } from '../values/cell.ts';
import { wildcard } from './wildcard.ts';

/** Rows that go into a union, and what they are called; undefined where that is not certain. */
export interface Source {
  readonly rel: Rel;
  readonly name: string | undefined;
}

/** The name that rows have by themselves: that of a table or a view, or the one that `as` gave them. */
export function ownName(rel: Rel): string | undefined {
  return rel.op === 'table' || rel.op === 'binding' ? rel.name : undefined;
}

const isWildcard = (node: KqlNode): boolean => node.kind === 'NameReference' && node.text.includes('*');

/** The tables and views whose name a pattern matches, in ordinal order; Microsoft Learn, "union operator". */
function matching(pattern: string, node: KqlNode, scope: Scope): readonly Rel[] {
  const matches = wildcard(pattern);
  const views = [...scope.names].flatMap(([name, meaning]): (readonly [string, Rel])[] => {
    if (meaning.kind !== 'function' || !isView(meaning.declaration) || !matches.test(name)) return [];
    const body = part(meaning.declaration, 'Body');
    const written = body && part(body, 'Expression');
    if (!written || body.children.some((child) => child.role === 'Statements' && child.children.length > 0)) return [];
    const rel = translateRel(written, meaning.scope);
    return [[name, named(rel, name, scope)]];
  });
  const hidden = new Set(views.map(([name]) => name));
  const { data, workspaceFunction } = scope.shared;
  const tables = [...(data.tables?.keys() ?? [])].filter(
    (name) => matches.test(name) && !hidden.has(name) && workspaceFunction(name) === undefined,
  );
  const found = [...views, ...tables.map((name) => [name, tableNamed(name, node, scope)] as const)];
  return found.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, rel]) => rel);
}

/** Rows under a name, computed at most once. */
export function named(rel: Rel, name: string, scope: Scope): Rel {
  const id = bindIn(scope, { kind: 'rel', rel });
  return { op: 'binding', id, name, columns: rel.columns, serialized: rel.serialized };
}

/** What the elements of a union, search or find name: each a table, an expression, or a wildcard over tables and views. */
export function namedSources(written: readonly KqlNode[], scope: Scope): readonly (readonly [KqlNode, Rel])[] {
  return written.flatMap((each): (readonly [KqlNode, Rel])[] => {
    const plain = bare(each);
    return isWildcard(plain)
      ? matching(plain.text.trim(), plain, scope).map((rel) => [plain, rel])
      : [[plain, translateRel(each, scope)]];
  });
}

/** All tables and views that a search or find without `in` looks through. */
export function everySource(node: KqlNode, scope: Scope): readonly Rel[] {
  return matching('*', node, scope);
}

/** Names of the columns that inputs have, each with what it is in every input: of one name and one type. */
interface Column {
  readonly name: string;
  readonly exprs: readonly Expr[];
  /** True when another column had the name that the type makes. */
  readonly numbered: boolean;
}

/**
 * The columns that a union has: one for each name and type. Where a name has several types, the type's name stands behind
 * it, and a number where an input has a column of that name already.
 */
export function unitedColumns(inputs: readonly Rel[]): ReadonlyMap<string, Column> {
  const types = new Map<string, Set<ScalarType>>();
  for (const rel of inputs)
    for (const { name, type } of rel.columns) types.set(name, (types.get(name) ?? new Set()).add(type));
  const united = new Map<string, Column>();
  for (const [name, held] of types) {
    for (const type of held) {
      let given = held.size === 1 ? name : `${name}_${type}`;
      for (let i = 1; held.size > 1 && types.has(given); i++) given = `${name}_${type}${i}`;
      const exprs = inputs.map((rel): Expr => {
        const has = rel.columns.some((column) => column.name === name && column.type === type);
        return has ? { op: 'column', name, type } : { op: 'literal', type, value: absent(type) };
      });
      united.set(given, { name: given, exprs, numbered: held.size > 1 && given !== `${name}_${type}` });
    }
  }
  return united;
}

/** A union whose columns stand as the analyser has them; undefined when they are others. `source` says where rows are from. */
export function united(
  sources: readonly Source[],
  names: readonly string[],
  source: string | undefined,
): Rel | undefined {
  const known = unitedColumns(sources.map(({ rel }) => rel));
  const columns = names.map((name): Column | undefined => {
    if (name !== source) return known.get(name);
    const exprs = sources.map(({ name: value = '' }): Expr => ({ op: 'literal', type: 'string', value }));
    return { name, exprs, numbered: false };
  });
  const whole = columns.flatMap((column) => column ?? []);
  if (whole.length !== names.length || sources.length === 0) return undefined;
  if (source !== undefined && sources.some(({ name }) => name === undefined)) return undefined;
  return {
    op: 'union',
    inputs: sources.map(({ rel }, i) => ({ rel, exprs: whole.flatMap(({ exprs }) => exprs[i] ?? []) })),
    columns: whole.map(({ name, exprs }) => ({ name, type: exprs[0]?.type ?? 'dynamic' })),
    serialized: false,
  };
}
