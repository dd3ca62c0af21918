import type { KqlNode } from '@picket/kql';
import { translateExpr } from '../plan/expression.ts';
import { cast } from '../plan/overload.ts';
import type { Expansion, Expr, Rel } from '../plan/plan.ts';
import { isTabular, translateRel } from '../plan/relation.ts';
import { columnsOf, refuseExpr, refuseRel, type Scope, withColumns } from '../plan/scope.ts';
import { bare, elements, nameOf, namesGiven, parametersOf, part } from '../plan/syntax.ts';
import { compileExpr } from '../run/expression.ts';
import { evaluateRel } from '../run/relation.ts';
import { nowhere, type Run, type RunRel, withGroup } from '../run/run.ts';
import { absent, type Cell, type Column, isArray, isBag, isTagged, type Row, type ScalarType } from '../values/cell.ts';
import { convert } from '../values/convert.ts';
import { Refusal } from '../values/refusal.ts';
import type { TranslateOperator } from './operator.ts';

interface Expanding {
  readonly expansions: readonly Expansion[];
  readonly itemIndex: string | undefined;
  readonly limit: Expr | undefined;
  /** The input's columns, the expanded ones replaced or added. */
  readonly columns: readonly Column[];
}

/** What mv-expand and mv-apply share: which columns are expanded, and into what. `known` are the analyser's columns. */
function expanding(input: Rel, node: KqlNode, scope: Scope, known: readonly Column[]): Expanding {
  const inner = withColumns(scope, input);
  let unnamed = 0;
  const expansions = elements(node, 'Expressions').map((each): Expansion => {
    const written = part(each, 'Expression') ?? each;
    const given = namesGiven(written);
    const typeOf = part(each, 'ToTypeOf') && part(part(each, 'ToTypeOf') ?? each, 'TypeOf');
    const named = typeOf && elements(typeOf, 'Types')[0]?.symbol?.name;
    const implied = impliedName(given.value);
    // An expression that no column's name can be taken from is numbered.
    const made = `Column${unnamed + 1}`;
    const isNumbered = given.names.length === 0 && known.some((column) => column.name === made) && !isPath(given.value);
    if (isNumbered) unnamed++;
    const name = given.names[0] ?? (isNumbered ? made : implied) ?? '';
    const expr = translateExpr(given.value, inner);
    const type = typeOf ? typeNamed(named) : 'dynamic';
    if (name === '' || !type || expr.type !== 'dynamic') {
      return { name, type: 'dynamic', expr: refuseExpr(scope, `${node.kind} of this expression`, each) };
    }
    return { name, type, expr };
  });
  const limitClause = part(node, 'RowLimitClause');
  const written = limitClause && part(limitClause, 'RowLimit');
  const limit = written && cast(translateExpr(written, { ...scope, columns: [], serialized: false }), 'long');
  const indexName = parametersOf(node).get('with_itemindex');
  const columns = [...input.columns];
  for (const { name, type } of expansions) {
    const at = columns.findIndex((column) => column.name === name);
    if (at < 0) columns.push({ name, type });
    else columns[at] = { name, type };
  }
  const itemIndex = indexName && nameOf(indexName);
  if (itemIndex) columns.push({ name: itemIndex, type: 'long' });
  return {
    expansions,
    itemIndex,
    columns,
    limit: limit ?? (isLegacy(node) ? { op: 'literal', type: 'long', value: legacyLimit } : undefined),
  };
}

/** The older spelling gives no more rows unless told. */
const legacyLimit = 128n;
const isLegacy = (node: KqlNode): boolean => /^mvexpand\b/i.test(node.text.trim());

/** A column or a member of one: their names say what the expanded column is called. */
const isPath = (node: KqlNode): boolean => bare(node).kind !== 'FunctionCallExpression';

/**
 * The name of a column that is given none: `a`, `a_b` for `a.b`, `a_0` for `a[0]`, and that of the first argument for a
 * call as `parse_json(a)`. Undefined where the analyser makes one up.
 */
function impliedName(node: KqlNode): string | undefined {
  const value = bare(node);
  if (value.kind === 'NameReference') return nameOf(value);
  if (value.kind === 'FunctionCallExpression') {
    const [first] = elements(part(value, 'ArgumentList'));
    return first && impliedName(first);
  }
  if (value.kind !== 'PathExpression' && value.kind !== 'ElementExpression') return undefined;
  const target = part(value, 'Expression');
  const selector = part(value, 'Selector');
  const before = target && impliedName(target);
  if (before === undefined || !selector) return undefined;
  const step = selector.kind === 'NameReference' ? selector : part(selector, 'Expression');
  return step && `${before}_${typeof step.literal === 'string' ? step.literal : nameOf(step)}`;
}

const typeNames: readonly ScalarType[] = [
  'bool',
  'int',
  'long',
  'real',
  'string',
  'datetime',
  'timespan',
  'guid',
  'dynamic',
];
const typeNamed = (name: string | undefined): ScalarType | undefined => typeNames.find((type) => type === name);

/** A row for each member of an array or bag. Microsoft Learn, "mv-expand operator". */
export const translateMvExpand: TranslateOperator = (input, node, scope) => {
  const known = new Set(['kind', 'bagexpansion', 'with_itemindex']);
  const parameters = parametersOf(node);
  const odd = [...parameters.keys()].find((name) => !known.has(name));
  const kind = (parameters.get('kind') ?? parameters.get('bagexpansion'))?.text.trim() ?? 'bag';
  const given = columnsOf(node, scope);
  const found = expanding(input, node, scope, given);
  const fits =
    given.length === found.columns.length && given.every((column, i) => column.name === found.columns[i]?.name);
  if (odd || !/^(bag|array)$/.test(kind) || !fits) return refuseRel(scope, `mv-expand ${odd ?? kind}`, node);
  return { op: 'mv-expand', input, ...found, asArrays: kind === 'array', serialized: input.serialized };
};

/**
 * A sub-query over each row's members. Rows become sub-tables as by mv-expand, which makes no record of an array or bag
 * without members: such a row is gone, whatever the sub-query is. Microsoft Learn, "mv-apply operator", "mv-expand operator".
 */
export const translateMvApply: TranslateOperator = (input, node, scope) => {
  const found = expanding(input, node, scope, []);
  const written = node.children.find((child) => child.kind === 'MvApplySubqueryExpression');
  const subquery = (written && part(written, 'Expression')) ?? part(node, 'Subquery');
  if (!subquery || !isTabular(subquery)) return refuseRel(scope, 'mv-apply without a sub-query', node);
  const group: Rel = { op: 'group', columns: found.columns, serialized: input.serialized };
  const body = translateRel(subquery, { ...scope, group, perGroup: true });
  const expanded = new Set(found.expansions.map((each) => each.name));
  const inner = new Map(body.columns.map((column) => [column.name, column]));
  const outer = new Map(input.columns.map((column) => [column.name, column]));
  const given = columnsOf(node, scope);
  const columns = given.map(({ name }) => inner.get(name) ?? outer.get(name));
  const names = new Set(given.map(({ name }) => name));
  // A column of the input whose name another expression takes over inside the sub-query is seen again behind it.
  const isWhole =
    names.size === given.length &&
    columns.every((column) => column !== undefined) &&
    [...inner.keys()].every((name) => names.has(name)) &&
    [...outer.keys()].every((name) => names.has(name) || expanded.has(name));
  if (!isWhole) return refuseRel(scope, 'mv-apply with these columns', node);
  return {
    op: 'mv-apply',
    input,
    expansions: found.expansions,
    itemIndex: found.itemIndex,
    limit: found.limit,
    body,
    picks: given.map(({ name }) =>
      inner.has(name)
        ? { from: 'body', at: body.columns.findIndex((column) => column.name === name) }
        : { from: 'input', at: input.columns.findIndex((column) => column.name === name) },
    ),
    columns: columns.flatMap((column) => column ?? []),
    serialized: input.serialized,
  };
};

/** The members that a value expands to; one null for no value. */
function membersOf(value: Cell, asArrays: boolean): readonly Cell[] {
  if (isArray(value)) return value;
  if (!isBag(value)) return [value];
  return [...value].map(([name, cell]) => (asArrays ? [name, cell] : new Map([[name, cell]])));
}

/**
 * `to typeof()`: numbers become each other as tolong() and its kin have it, anything becomes text, and a text or anything
 * nested is no number or bool, so that it is null. Other changes of kind are refused.
 */
function typed(value: Cell, type: ScalarType): Cell {
  if (type === 'dynamic') return value;
  if (value === null) return absent(type);
  if (type === 'string') return convert(value, 'dynamic', 'string');
  const isNumber = ['bigint', 'number'].includes(typeof value) && ['int', 'long', 'real'].includes(type);
  const isSame = typeof value === 'boolean' && type === 'bool';
  if (isNumber || isSame || (isTagged(value) && value.tag === type)) return convert(value, 'dynamic', type);
  const isPlain = ['bool', 'int', 'long', 'real', 'decimal'].includes(type);
  if (isArray(value) || isBag(value) || (isPlain && typeof value === 'string')) return null;
  throw new Refusal(`to typeof(${type})`, 'a member of another kind');
}

type Expand = (row: Row, index: number, rows: readonly Row[]) => readonly Row[];

function compileExpansion(
  input: Rel,
  rel: {
    readonly expansions: readonly Expansion[];
    readonly itemIndex: string | undefined;
    readonly limit: Expr | undefined;
  },
  asArrays: boolean,
  run: Run,
): Expand {
  const cells = rel.expansions.map(({ expr }) => compileExpr(expr, input.columns, run));
  const names = input.columns.map((column) => column.name);
  for (const { name } of rel.expansions) if (!names.includes(name)) names.push(name);
  const places = rel.expansions.map(({ name }) => names.indexOf(name));
  const most = rel.limit ? Number(compileExpr(rel.limit, [], run)(nowhere)) : Infinity;
  return (row, index, rows) => {
    const members = cells.map((cell) => membersOf(cell({ row, index, rows }), asArrays));
    const length = Math.min(most, Math.max(...members.map((each) => each.length)));
    return Array.from({ length }, (_, i) => {
      const out = row.slice();
      rel.expansions.forEach(({ type }, k) => {
        out[places[k] ?? 0] = typed(members[k]?.[i] ?? null, type);
      });
      if (rel.itemIndex !== undefined) out.push(BigInt(i));
      return out;
    });
  };
}

export const runMvExpand: RunRel<'mv-expand'> = (rel, run) => {
  const rows = evaluateRel(rel.input, run);
  const expand = compileExpansion(rel.input, rel, rel.asArrays, run);
  return rows.flatMap(expand);
};

export const runMvApply: RunRel<'mv-apply'> = (rel, run) => {
  const rows = evaluateRel(rel.input, run);
  const expand = compileExpansion(rel.input, rel, false, run);
  return rows.flatMap((row, index) => {
    const group = expand(row, index, rows);
    if (group.length === 0) return [];
    const answers = evaluateRel(rel.body, withGroup(run, group));
    return answers.map((made) => rel.picks.map(({ from, at }) => (from === 'body' ? made[at] : row[at]) ?? null));
  });
};
