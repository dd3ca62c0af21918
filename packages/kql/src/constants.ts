import type { Kusto, KustoNode, KustoValue } from './kusto.ts';
import { elementsOf, plainExpression, symbolOf } from './syntax.ts';

/** A constant of time arithmetic. Minutes of a moment count from the run time: the past is negative. */
export type Constant =
  | { readonly kind: 'moment'; readonly minutes: number; readonly roundedTo?: number }
  | { readonly kind: 'span'; readonly minutes: number }
  | { readonly kind: 'number'; readonly value: number };

type Arguments = readonly (Constant | undefined)[];
type Fold = (args: Arguments, nodes: readonly KustoNode[]) => Constant | undefined;

const minutesOfPart: Readonly<Record<string, number>> = {
  week: 10_080,
  day: 1440,
  hour: 60,
  minute: 1,
  second: 1 / 60,
  // A month or a year has no fixed length; these are for comparing a window with a rule's period.
  month: 43_200,
  year: 525_600,
};

/** Longest chain of names and operators followed; a query that needs more is not meant for people. */
const deepest = 60;

/** Time functions that keep a constant constant. Source: the Kusto pages of the same names. */
const functions: Readonly<Record<string, Fold>> = {
  ago: ([span]) => (span?.kind === 'span' ? { kind: 'moment', minutes: -span.minutes } : undefined),
  now: ([offset], nodes) => {
    if (nodes.length === 0) return { kind: 'moment', minutes: 0 };
    return offset?.kind === 'span' ? { kind: 'moment', minutes: offset.minutes } : undefined;
  },
  startofday: rounding('day'),
  startofweek: rounding('week'),
  startofmonth: rounding('month'),
  startofyear: rounding('year'),
  endofday: rounding('day'),
  endofweek: rounding('week'),
  endofmonth: rounding('month'),
  endofyear: rounding('year'),
  bin: toMultiple,
  floor: toMultiple,
  todatetime: ([moment]) => (moment?.kind === 'moment' ? moment : undefined),
  totimespan: ([span]) => (span?.kind === 'span' ? span : undefined),
  datetime_add: ([, count, moment], nodes) => {
    const part = nodes[0]?.LiteralValueInfo?.Value;
    const unit = typeof part === 'string' ? minutesOfPart[part] : undefined;
    if (unit === undefined || count?.kind !== 'number' || moment?.kind !== 'moment') return undefined;
    return { ...moment, minutes: moment.minutes + count.value * unit };
  },
};

/** startofday(x, n): the start of x's day, moved by n days; so the result may lie up to one unit before x. */
function rounding(part: string): Fold {
  const unit = minutesOfPart[part] ?? 0;
  return ([moment, count], nodes) => {
    if (moment?.kind !== 'moment') return undefined;
    if (nodes.length > 1 && count?.kind !== 'number') return undefined;
    const moved = count?.kind === 'number' ? count.value * unit : 0;
    return { kind: 'moment', minutes: moment.minutes + moved, roundedTo: unit };
  };
}

function toMultiple([value, size]: Arguments): Constant | undefined {
  if (size?.kind !== 'span') return undefined;
  if (value?.kind === 'moment') return { ...value, roundedTo: size.minutes };
  return undefined;
}

/**
 * What an expression comes to when it is built from literals, `now()`, `ago()` and names that stand for such, through
 * lets, arguments and default arguments. Undefined when the analyser cannot know it before the run.
 */
export function foldConstant(kusto: Kusto, expression: KustoNode, depth = 0): Constant | undefined {
  if (depth > deepest) return undefined;
  const node = plainExpression(kusto, expression);
  const fold = (inner: KustoNode | null | undefined): Constant | undefined =>
    inner ? foldConstant(kusto, inner, depth + 1) : undefined;
  const kind = kusto.kindNames[node.Kind] ?? '';
  if (kind === 'DateTimeLiteralExpression') return undefined;
  if (kind.endsWith('LiteralExpression')) return literal(node.LiteralValueInfo);
  switch (kind) {
    case 'NameReference': {
      const symbol = symbolOf(node);
      if (symbol?.Kind !== kusto.symbolKind('Variable')) return undefined;
      if (symbol.Type?.Name === 'datetime') return fold(symbol.Source);
      return literal(symbol.ConstantValueInfo) ?? fold(symbol.Source);
    }
    case 'FunctionCallExpression': {
      const name = node.Name?.SimpleName ?? '';
      const row = Object.hasOwn(functions, name) ? functions[name] : undefined;
      const args = elementsOf(node.ArgumentList);
      return row?.(args.map(fold), args);
    }
    case 'UnaryMinusExpression': {
      const value = fold(node.Expression);
      if (value?.kind === 'span') return { kind: 'span', minutes: -value.minutes };
      return value?.kind === 'number' ? { kind: 'number', value: -value.value } : undefined;
    }
    case 'AddExpression':
      return add(fold(node.Left), fold(node.Right), 1);
    case 'SubtractExpression':
      return add(fold(node.Left), fold(node.Right), -1);
    case 'MultiplyExpression':
      return multiply(fold(node.Left), fold(node.Right));
    case 'DivideExpression': {
      const [left, right] = [fold(node.Left), fold(node.Right)];
      return left?.kind === 'span' && right?.kind === 'number' && right.value !== 0
        ? { kind: 'span', minutes: left.minutes / right.value }
        : undefined;
    }
    default:
      return undefined;
  }
}

function add(left: Constant | undefined, right: Constant | undefined, sign: 1 | -1): Constant | undefined {
  if (left?.kind === 'moment' && right?.kind === 'span') {
    return { ...left, minutes: left.minutes + sign * right.minutes };
  }
  if (left?.kind === 'span' && right?.kind === 'moment' && sign === 1) {
    return { ...right, minutes: left.minutes + right.minutes };
  }
  if (left?.kind === 'span' && right?.kind === 'span') {
    return { kind: 'span', minutes: left.minutes + sign * right.minutes };
  }
  if (left?.kind === 'moment' && right?.kind === 'moment' && sign === -1) {
    return { kind: 'span', minutes: left.minutes - right.minutes };
  }
  if (left?.kind === 'number' && right?.kind === 'number') {
    return { kind: 'number', value: left.value + sign * right.value };
  }
  return undefined;
}

function multiply(left: Constant | undefined, right: Constant | undefined): Constant | undefined {
  if (left?.kind === 'number' && right?.kind === 'number') return { kind: 'number', value: left.value * right.value };
  if (left?.kind === 'number' && right?.kind === 'span') return multiply(right, left);
  if (left?.kind === 'span' && right?.kind === 'number') return { kind: 'span', minutes: left.minutes * right.value };
  return undefined;
}

function literal(value: KustoValue | null | undefined): Constant | undefined {
  if (!value) return undefined;
  const minutes = totalMinutes(value.Value);
  if (minutes !== undefined) return { kind: 'span', minutes };
  if (typeof value.Value === 'string' || value.ValueText === null) return undefined;
  const number = /^[+-]?\d/.test(value.ValueText) ? Number(value.ValueText) : Number.NaN;
  return Number.isFinite(number) ? { kind: 'number', value: number } : undefined;
}

/** Minutes of the library's TimeSpan; undefined for any other value. */
function totalMinutes(value: unknown): number | undefined {
  if (typeof value !== 'object' || value === null || !('getTotalMinutes' in value)) return undefined;
  const { getTotalMinutes } = value;
  if (typeof getTotalMinutes !== 'function') return undefined;
  const minutes: unknown = getTotalMinutes.call(value);
  return typeof minutes === 'number' ? minutes : undefined;
}
