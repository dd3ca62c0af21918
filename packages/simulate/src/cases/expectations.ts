import { type Column, cellJson, type Json, type Row, type Table } from '@picket/engine';
import type { Alert, Entity, Incident } from '../alerts/alert.ts';
import type { EventCounts } from '../run/coverage.ts';
import type { Execution } from '../run/execution.ts';
import { isMapping } from './mapping.ts';
import { isMatch, isMatcher, type MatchContext, pairUp } from './matching.ts';

/** What a rule made of the events of a case. */
export interface Outcome {
  readonly executions: readonly Execution[];
  readonly alerts: readonly Alert[];
  readonly incidents: readonly Incident[];
  /** Counted when somebody asks. */
  readonly events: () => EventCounts;
}

/** Something that is not as expected. */
export interface Mismatch {
  /** What it is about: `alerts[0].title`. */
  readonly what: string;
  /** Below `expect` in the test file. */
  readonly path: readonly (string | number)[];
  /** Missing when there is one more than expected. */
  readonly expected: unknown;
  /** Missing when what is expected is not there. */
  readonly actual: unknown;
  /** The alerts, rows, entities or incidents that there are, or the one that comes nearest. */
  readonly among?: readonly unknown[];
}

/** What is expected is not of the form that its key takes. */
export interface Unreadable {
  readonly path: readonly (string | number)[];
  readonly value: unknown;
  readonly form: string;
}

type Holds = (wanted: unknown, outcome: Outcome, report: Report) => void;

interface Report {
  readonly context: MatchContext;
  readonly mismatches: Mismatch[];
  readonly unreadable: Unreadable[];
}

/** What a test may expect, a row each: how it is held against the outcome. */
const expectations: Readonly<Record<string, Holds>> = {
  alerts: (wanted, { alerts }, report) => counted('alerts', wanted, alerts.map(alertMember), report),
  rows: (wanted, { executions }, report) => {
    const last = executions.at(-1)?.result;
    counted('rows', wanted, rowMembers(last), report, typesOf(last?.columns ?? []));
  },
  entities: (wanted, { alerts }, report) =>
    entitiesAmong(
      ['entities'],
      wanted,
      alerts.flatMap(({ entities }) => entities),
      report,
    ),
  customDetails: (wanted, { alerts }, report) => ofEvery('customDetails', wanted, alerts, report),
  properties: (wanted, { alerts }, report) => ofEvery('properties', wanted, alerts, report),
  title: (wanted, { alerts }, report) => ofEvery('title', wanted, alerts, report),
  description: (wanted, { alerts }, report) => ofEvery('description', wanted, alerts, report),
  severity: (wanted, { alerts }, report) => ofEvery('severity', wanted, alerts, report),
  tactics: (wanted, { alerts }, report) => ofEvery('tactics', wanted, alerts, report),
  incidents: (wanted, { incidents }, report) => counted('incidents', wanted, incidents.map(incidentMember), report),
  runs: (wanted, { executions }, report) => bounded(['runs'], wanted, executions.length, report),
  events: (wanted, outcome, report) => {
    if (!isMapping(wanted)) return void report.unreadable.push({ path: ['events'], value: wanted, form: 'a mapping' });
    const events = outcome.events();
    for (const [key, value] of Object.entries(wanted))
      bounded(['events', key], value, Reflect.get(events, key) as number, report);
  },
};

/** Holds what a case expects against what came. Pure. */
export function judge(
  expected: Readonly<Record<string, unknown>>,
  outcome: Outcome,
  now: bigint,
): { readonly mismatches: readonly Mismatch[]; readonly unreadable: readonly Unreadable[] } {
  const report: Report = { context: { now }, mismatches: [], unreadable: [] };
  for (const [key, wanted] of Object.entries(expected)) expectations[key]?.(wanted, outcome, report);
  return report;
}

type Place = readonly (string | number)[];

const nameOf = (path: Place): string =>
  path.map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`)).join('');

function mismatch(
  path: Place,
  expected: unknown,
  actual: unknown,
  report: Report,
  among: readonly unknown[] = [],
): void {
  report.mismatches.push({ what: nameOf(path), path, expected, actual, ...(among.length > 0 ? { among } : {}) });
}

/** Of what may stand in place of a value, only these say something of a count: there is always one, also of nothing. */
const isBound = (wanted: unknown): boolean =>
  isMatcher(wanted) &&
  Object.entries(wanted).every(([key, value]) => /^at_(least|most)$/.test(key) && typeof value === 'number');

/** A count or a bound. */
function bounded(path: Place, wanted: unknown, actual: number, report: Report, among: readonly unknown[] = []): void {
  if (typeof wanted !== 'number' && !isBound(wanted)) {
    report.unreadable.push({ path, value: wanted, form: 'a count, or a bound as { at_least: 1 }' });
  } else if (!isMatch(wanted, actual, report.context)) mismatch(path, wanted, actual, report, among);
}

export type Types = Readonly<Record<string, Column['type']>>;
export const typesOf = (columns: readonly Column[]): Types =>
  Object.fromEntries(columns.map(({ name, type }) => [name, type]));

/** A count, a bound, or a list of exactly these in any order. */
function counted(key: string, wanted: unknown, actual: readonly Member[], report: Report, types: Types = {}): void {
  if (!Array.isArray(wanted)) return void bounded([key], wanted, actual.length, report, actual);
  if (!wanted.every(isMapping))
    return void report.unreadable.push({ path: [key], value: wanted, form: 'a count, a bound or a list of mappings' });
  const differences = (one: Wanted, other: Member): readonly Mismatch[] => {
    const inner: Report = { ...report, mismatches: [], unreadable: [] };
    memberDiffers([key], one, other, inner, types);
    const misread = inner.unreadable.map(({ path, value, form }) => ({
      what: nameOf(path),
      path,
      expected: value,
      actual: `it must be ${form}`,
    }));
    return [...inner.mismatches, ...misread];
  };
  const partners = pairUp(wanted, actual, (one, other) => differences(one, other).length === 0);
  const free = new Set(actual.keys());
  for (const partner of partners) if (partner !== undefined) free.delete(partner);
  for (const [i, one] of wanted.entries()) {
    if (partners[i] !== undefined) continue;
    const [nearest] = [...free]
      .map((at) => ({ at, found: differences(one, actual[at] ?? {}) }))
      .sort((a, b) => a.found.length - b.found.length);
    if (!nearest) mismatch([key, i], one, undefined, report);
    else {
      free.delete(nearest.at);
      const [first, ...rest] = nearest.found;
      if (first) mismatch([key, i, ...first.path.slice(1)], first.expected, first.actual, report, [actual[nearest.at]]);
      for (const { path, expected, actual: got } of rest) mismatch([key, i, ...path.slice(1)], expected, got, report);
    }
  }
  for (const at of free) mismatch([key], undefined, actual[at], report);
}

type Wanted = Readonly<Record<string, unknown>>;
/** An alert, row or incident as plain values. */
export type Member = Readonly<Record<string, unknown>>;

/** Members that are held in a way of their own. */
const special: Readonly<Record<string, (path: Place, wanted: unknown, actual: unknown, report: Report) => void>> = {
  entities: (path, wanted, actual, report) => entitiesAmong(path, wanted, actual as readonly Entity[], report),
  customDetails: (path, wanted, actual, report) =>
    valuesByKey(path, wanted, actual as Readonly<Record<string, unknown>>, report),
  tactics: (path, wanted, actual, report) => setMatches(path, wanted, actual, report),
  techniques: (path, wanted, actual, report) => setMatches(path, wanted, actual, report),
};

function memberDiffers(path: Place, wanted: Wanted, actual: Member, report: Report, types: Types): void {
  for (const [key, value] of Object.entries(wanted)) {
    const inner = [...path, key];
    const isRow = path.at(-1) === 'rows';
    const got = actual[key];
    const held = isRow ? undefined : special[key];
    // What has no such member at all is not the same as a member without a value.
    if (!Object.hasOwn(actual, key)) mismatch(inner, value, undefined, report);
    else if (held) held(inner, value, got, report);
    else if (!isRow && typeof got === 'object' && got !== null && 'items' in got)
      countedBelow(path, key, value, got.items as readonly Member[], report);
    else if (!isMatch(value, got as Json | undefined, { ...report.context, type: types[key] }))
      mismatch(inner, value, got, report);
  }
}

/** Rows of an alert, alerts of an incident: their places are told from the alert or incident on. */
function countedBelow(path: Place, key: string, wanted: unknown, items: readonly Member[], report: Report): void {
  const inner: Report = { ...report, mismatches: [], unreadable: [] };
  counted(key, wanted, items, inner);
  report.mismatches.push(
    ...inner.mismatches.map((each) => {
      const place = [...path, ...each.path];
      return { ...each, path: place, what: nameOf(place) };
    }),
  );
  report.unreadable.push(...inner.unreadable.map((each) => ({ ...each, path: [...path, ...each.path] })));
}

function setMatches(path: Place, wanted: unknown, actual: unknown, report: Report): void {
  const any = Array.isArray(wanted) ? { any_order: wanted } : wanted;
  if (!isMatch(any, actual as Json, report.context)) mismatch(path, wanted, actual, report);
}

/** Each wanted entity is among those there are; an empty list: there are none. */
function entitiesAmong(path: Place, wanted: unknown, entities: readonly Entity[], report: Report): void {
  if (!Array.isArray(wanted) || !wanted.every(isMapping)) {
    return void report.unreadable.push({
      path,
      value: wanted,
      form: 'a list of mappings, as { type: Account, Name: ava }',
    });
  }
  const actual = entities.map(({ type, identifiers }): Readonly<Record<string, string>> => ({ type, ...identifiers }));
  if (wanted.length === 0 && actual.length > 0) mismatch(path, [], actual, report);
  for (const [i, one] of wanted.entries()) {
    if (actual.some((entity) => isMatch(one, entity, report.context))) continue;
    // The nearest of the same type; without one, all there are.
    const [nearest] = actual
      .filter((entity) => entity.type === one.type)
      .map((entity) => ({ entity, alike: Object.keys(one).filter((key) => entity[key] === one[key]).length }))
      .sort((a, b) => b.alike - a.alike);
    if (nearest) mismatch([...path, i], one, nearest.entity, report);
    else mismatch([...path, i], one, undefined, report, actual);
  }
}

/** A scalar stands for a list of one; what an alert has more is free. */
function valuesByKey(path: Place, wanted: unknown, actual: Readonly<Record<string, unknown>>, report: Report): void {
  if (!isMapping(wanted)) return void report.unreadable.push({ path, value: wanted, form: 'a mapping' });
  for (const [key, value] of Object.entries(wanted)) {
    const got = actual[key] as readonly string[] | undefined;
    const list = Array.isArray(value) || isMatcher(value) ? value : [value];
    const asText = Array.isArray(list)
      ? list.map((each) => (isMapping(each) || Array.isArray(each) ? each : String(each)))
      : list;
    if (!isMatch(asText, got, report.context)) mismatch([...path, key], value, got, report);
  }
}

/** What every alert has to have. */
function ofEvery(key: string, wanted: unknown, alerts: readonly Alert[], report: Report): void {
  if (alerts.length === 0) mismatch([key], wanted, 'no alert', report);
  const found = alerts.map((alert) => {
    const inner: Report = { ...report, mismatches: [] };
    memberDiffers([], { [key]: wanted }, alertMember(alert), inner, {});
    return inner.mismatches;
  });
  report.mismatches.push(...(found.find((each) => each.length > 0) ?? []));
}

/** Rows of a result as tests name their cells. */
export function rowMembers(result: Table | undefined): readonly Member[] {
  return result?.rows.map((row) => rowJson(result.columns, row)) ?? [];
}

/** Whether an alert, row or incident is what a member of a list wants. */
export function memberFits(key: string, wanted: Wanted, actual: Member, types: Types, now: bigint): boolean {
  const report: Report = { context: { now }, mismatches: [], unreadable: [] };
  memberDiffers([key], wanted, actual, report, types);
  return report.mismatches.length + report.unreadable.length === 0;
}

function rowJson(columns: readonly Column[], row: Row): Readonly<Record<string, Json>> {
  return Object.fromEntries(columns.map(({ name, type }, i) => [name, cellJson(row[i] ?? null, type)]));
}

/** An alert as tests name its parts. */
export function alertMember(alert: Alert): Member {
  const { columns, rows, at, ...rest } = alert;
  return { ...rest, at: at.toISOString(), rows: { items: rows.map((row) => rowJson(columns, row)) } };
}

/** An incident as tests name its parts. */
export function incidentMember({ alerts, createdAt, ...rest }: Incident): Member {
  return { ...rest, createdAt: createdAt.toISOString(), alerts: { items: alerts.map(alertMember) } };
}
