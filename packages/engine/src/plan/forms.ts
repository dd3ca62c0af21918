import type { KqlNode } from '@picket/kql';
import type { ScalarType } from '../values/cell.ts';
import { assertion } from './assert.ts';
import { dataSize } from './data-size.ts';
import { callOf, translateExpr } from './expression.ts';
import { extract, extractJson } from './extraction-forms.ts';
import { ingestionColumn } from './ingestion-time.ts';
import { typeNamed } from './literals.ts';
import { cast, commonType } from './overload.ts';
import type { Expr } from './plan.ts';
import { dependsOnRow, refuseExpr, type Scope } from './scope.ts';

/** A call whose meaning depends on more than the types of its arguments. */
export interface FormCall {
  readonly name: string;
  readonly node: KqlNode;
  readonly args: readonly KqlNode[];
  readonly scope: Scope;
}

type Form = (call: FormCall) => Expr;

const valuesOf = ({ args, scope }: FormCall): readonly Expr[] => args.map((arg) => translateExpr(arg, scope));

const refuse = ({ name, node, scope }: FormCall, types: readonly Expr[]): Expr =>
  refuseExpr(scope, `${name}() with ${types.map((each) => each.type).join(', ')}`, node);

/** Pages "tostring()", "tolong()" and their kin. */
function conversion(type: ScalarType, from: readonly ScalarType[]): Form {
  return (call) => {
    const values = valuesOf(call);
    const [value] = values;
    if (!value || values.length !== 1) return refuse(call, values);
    if (value.type !== type && value.type !== 'dynamic' && !from.includes(value.type)) return refuse(call, values);
    const isFolded = value.type === 'real' && (type === 'long' || type === 'int') && !dependsOnRow(value);
    return isFolded ? { op: 'cast', type, arg: value, constant: true } : cast(value, type);
  };
}

const numbers: readonly ScalarType[] = ['bool', 'int', 'long', 'real', 'string', 'decimal'];

/** Of reals the shortest digits count. Page "todecimal()". */
const toDecimal: Form = (call) => {
  const values = valuesOf(call);
  const [value] = values;
  const isRead = value && (value.type === 'real' || value.type === 'dynamic');
  if (isRead && values.length === 1) return callOf('todecimal', values, call.node, call.scope);
  return conversion('decimal', numbers)(call);
};

/** Of one value, which the analyser has and the page "make_datetime()" leaves out, it converts as todatetime() does. */
const makeDatetime: Form = (call) => {
  const values = valuesOf(call);
  const convert = conversion('datetime', ['string']);
  return values.length === 1 ? convert(call) : callOf('make_datetime', values, call.node, call.scope);
};

/**
 * All arguments as their common type; undefined when they have none, or the analyser has another. Dynamics beside values of
 * the analyser's type have to hold that type.
 */
function alike(values: readonly Expr[], node: KqlNode): readonly Expr[] | undefined {
  const types = values.map((value) => value.type);
  const type = commonType(types);
  const areDynamic = types.every((each) => each === 'dynamic');
  if (type === 'dynamic' && !areDynamic && node.type !== 'dynamic' && node.type !== 'unknown') {
    const other = types.find((each) => each === node.type);
    const fits = other && types.every((each) => each === other || each === 'dynamic');
    return fits
      ? values.map((arg): Expr => (arg.type === other ? arg : { op: 'cast', type: other, arg, exact: true }))
      : undefined;
  }
  // Whole numbers beside reals: the engine refuses some of these, the analyser none.
  if (type === 'real' && types.some((each) => each !== 'real')) return undefined;
  return type && values.map((value) => cast(value, type));
}

const choose: Form = (call) => {
  const values = valuesOf(call);
  const pairs = Math.floor(values.length / 2);
  const whens = values.filter((_, i) => i < pairs * 2 && i % 2 === 0);
  const thens = alike(
    values.filter((_, i) => i === pairs * 2 || i % 2 === 1),
    call.node,
  );
  const otherwise = thens?.at(-1);
  const areTests = whens.every((when) => when.type === 'bool' || when.type === 'dynamic');
  if (values.length < 3 || values.length % 2 === 0 || !thens || !otherwise || !areTests) return refuse(call, values);
  const branches = whens.flatMap((when, i): (readonly [Expr, Expr])[] => {
    const then = thens[i];
    return then ? [[cast(when, 'bool'), then]] : [];
  });
  return { op: 'choose', type: otherwise.type, branches, otherwise };
};

const coalesce: Form = (call) => {
  const values = valuesOf(call);
  const args = alike(values, call.node);
  const [first] = args ?? [];
  return args && first ? { op: 'coalesce', type: first.type, args } : refuse(call, values);
};

/** The greatest or least of values of one type; null when all are. Pages "max_of()", "min_of()". */
function extreme(operator: '>' | '<'): Form {
  return (call) => {
    const values = valuesOf(call);
    const args = alike(values, call.node)?.map((value) =>
      value.type === 'real' ? callOf('a real to be ordered', [value], call.node, call.scope) : value,
    );
    const [first, ...rest] = args ?? [];
    if (!first || first.type === 'dynamic') return refuse(call, values);
    return rest.reduce((best, each): Expr => {
      const isNull = (value: Expr): Expr => callOf('isnull', [value], call.node, call.scope);
      const wins = callOf(operator, [best, each], call.node, call.scope);
      const branches: (readonly [Expr, Expr])[] = [
        [isNull(each), best],
        [isNull(best), each],
        [wins, best],
      ];
      return { op: 'choose', type: first.type, branches, otherwise: each };
    }, first);
  };
}

const now: Form = (call) => {
  const [offset, ...more] = valuesOf(call);
  const clock: Expr = { op: 'now', type: 'datetime' };
  if (!offset) return clock;
  return offset.type === 'timespan' && more.length === 0
    ? callOf('+', [clock, offset], call.node, call.scope)
    : refuse(call, [offset]);
};

const ago: Form = (call) => {
  const values = valuesOf(call);
  const [offset] = values;
  if (offset?.type !== 'timespan' || values.length !== 1) return refuse(call, values);
  return callOf('-', [{ op: 'now', type: 'datetime' }, offset], call.node, call.scope);
};

/** When the row came in. Page "ingestion_time()". */
const ingestionTime: Form = (call) => {
  const isKnown = call.scope.columns.some((column) => column.name === ingestionColumn.name);
  return isKnown && call.args.length === 0
    ? { op: 'column', type: 'datetime', name: ingestionColumn.name }
    : refuseExpr(call.scope, "ingestion_time() on rows that are not a table's", call.node);
};

/** The column of that name, or else the other value. Page "column_ifexists()". */
const columnIfExists: Form = (call) => {
  const [named, fallback] = valuesOf(call);
  if (named?.op !== 'literal' || typeof named.value !== 'string' || !fallback) return refuse(call, valuesOf(call));
  const column = call.scope.columns.find((each) => each.name === named.value);
  return column ? { op: 'column', ...column } : fallback;
};

/** Of typed values the type; of dynamic ones what they hold. */
const typeName: Form = (call) => {
  const values = valuesOf(call);
  const [value] = values;
  if (!value || values.length !== 1) return refuse(call, values);
  if (value.type === 'dynamic') return callOf('gettype', [value], call.node, call.scope);
  return { op: 'literal', type: 'string', value: value.type };
};

/** With a type literal at the end the result is of that type. Pages "percentile_tdigest()", "percentiles_array_tdigest()". */
const digestRank: Form = (call) => {
  const type = typeNamed(call.args.at(-1));
  const written = type ? call.args.slice(0, -1) : call.args;
  const found = callOf(
    call.name,
    written.map((arg) => translateExpr(arg, call.scope)),
    call.node,
    call.scope,
  );
  if (!type) return found;
  const isAsked = type === 'long' || type === 'int' || type === 'real' || type === 'datetime' || type === 'timespan';
  if (!isAsked) return refuseExpr(call.scope, `${call.name}() with typeof(${type})`, call.node);
  return call.name === 'percentile_tdigest' ? { op: 'cast', type, arg: found, exact: true } : found;
};

/** Weeks are counted as a real, other parts as a long; answers of the Kusto Emulator. Page "datetime_diff()". */
const difference: Form = (call) => {
  const values = valuesOf(call);
  const [unit] = values;
  if (unit?.op !== 'literal') return refuse(call, values);
  const counted = callOf(call.name, values, call.node, call.scope);
  return String(unit.value).toLowerCase() === 'week' ? cast(counted, 'real') : counted;
};

const columnsInSight = ({ scope }: FormCall): readonly Expr[] =>
  scope.columns.flatMap((column): readonly Expr[] =>
    column.name === ingestionColumn.name ? [] : [{ op: 'column', ...column }],
  );

/** A bag of the columns named, or of all. Pages "bag_pack_columns()", "pack_all()". */
const packColumns: Form = (call) => {
  const values = valuesOf(call);
  const isAll = call.name === 'pack_all';
  const [ignoring] = values;
  const isPlain = isAll
    ? values.length === 0 || (values.length === 1 && ignoring?.op === 'literal' && ignoring.type === 'bool')
    : values.every((column) => column.op === 'column');
  if (!isPlain) return refuse(call, values);
  const parts = (isAll ? columnsInSight(call) : values).flatMap((column): readonly Expr[] =>
    column.op === 'column' ? [{ op: 'literal', type: 'string', value: column.name }, column] : [],
  );
  const ignores = isAll && ignoring?.op === 'literal' && ignoring.value === true;
  return callOf(ignores ? 'bag_pack without the empty' : 'bag_pack', parts, call.node, call.scope);
};

/** `*` stands for all columns. Page "pack_array()". */
const packArray: Form = (call) => {
  const isAll = call.args.length === 1 && call.args[0]?.kind === 'StarExpression';
  return callOf(call.name, isAll ? columnsInSight(call) : valuesOf(call), call.node, call.scope);
};

/** Known before anything runs. Page "column_names_of()". */
const columnNames: Form = (call) => {
  const [table] = call.args;
  if (!table?.columns || call.args.length !== 1) return refuseExpr(call.scope, 'column_names_of() of this', call.node);
  return { op: 'literal', type: 'dynamic', value: table.columns.map((column) => column.name) };
};

/** The bin whose size, and perhaps one of whose starts, a `set` statement tells. Page "bin_auto()". */
const binAuto: Form = (call) => {
  const values = valuesOf(call);
  const [value] = values;
  const size = call.scope.shared.options.get('query_bin_auto_size');
  const at = call.scope.shared.options.get('query_bin_auto_at');
  if (!value || values.length !== 1 || !size) return refuseExpr(call.scope, 'bin_auto() without a size', call.node);
  return at
    ? callOf('bin_at', [value, size, at], call.node, call.scope)
    : callOf('bin', [value, size], call.node, call.scope);
};

/** Calls that are translated by themselves, by name. */
export const forms: Readonly<Record<string, Form>> = {
  tostring: conversion('string', ['bool', 'int', 'long', 'real', 'decimal', 'datetime', 'timespan', 'guid']),
  toint: conversion('int', [...numbers]),
  tolong: conversion('long', [...numbers, 'datetime', 'timespan']),
  toreal: conversion('real', [...numbers, 'datetime', 'timespan']),
  todouble: conversion('real', [...numbers, 'datetime', 'timespan']),
  todecimal: toDecimal,
  tobool: conversion('bool', ['int', 'long', 'real', 'string']),
  toboolean: conversion('bool', ['int', 'long', 'real', 'string']),
  todatetime: conversion('datetime', ['string']),
  make_datetime: makeDatetime,
  totimespan: conversion('timespan', ['string']),
  totime: conversion('timespan', ['string']),
  toguid: conversion('guid', ['string']),
  iff: choose,
  iif: choose,
  case: choose,
  coalesce,
  max_of: extreme('>'),
  min_of: extreme('<'),
  now,
  ago,
  column_ifexists: columnIfExists,
  columnifexists: columnIfExists,
  bin_auto: binAuto,
  gettype: typeName,
  ingestion_time: ingestionTime,
  datetime_diff: difference,
  assert: assertion,
  estimate_data_size: dataSize,
  extract,
  extract_json: extractJson,
  extractjson: extractJson,
  percentile_tdigest: digestRank,
  percentiles_array_tdigest: digestRank,
  pack_all: packColumns,
  bag_pack_columns: packColumns,
  pack_array: packArray,
  column_names_of: columnNames,
};
