import type { Json } from '@picket/engine';
import type { Alert } from '../alerts/alert.ts';
import {
  alertMember,
  incidentMember,
  judge,
  type Member,
  memberFits,
  type Outcome,
  rowMembers,
  type Types,
  typesOf,
} from './expectations.ts';
import { isMapping } from './mapping.ts';
import { pairUp } from './matching.ts';

type Expectation = Readonly<Record<string, unknown>>;

/**
 * What a case would have to expect for its outcome to hold: what holds stays as it is written, what does not becomes what
 * came, in the same shape and with the same keys. What all alerts should have and do not goes into a list of alerts; what
 * cannot be said of a silent rule goes away. `judge` finds nothing wrong with the result.
 */
export function currentExpectation(expected: Expectation, outcome: Outcome, now: bigint): Expectation {
  const holds = (key: string, wanted: unknown): boolean => {
    const { mismatches, unreadable } = judge({ [key]: wanted }, outcome, now);
    return mismatches.length + unreadable.length === 0;
  };
  const renewed: Record<string, unknown> = {};
  const ofEvery: string[] = [];
  for (const [key, wanted] of Object.entries(expected)) {
    if (holds(key, wanted)) renewed[key] = wanted;
    else if (Object.hasOwn(renewals, key)) renewed[key] = renewals[key]?.(wanted, outcome, now);
    else {
      const value = sharedValue(key, wanted, outcome.alerts);
      if (value !== undefined && holds(key, value)) renewed[key] = value;
      else ofEvery.push(key);
    }
  }
  const { alerts } = outcome;
  if (ofEvery.length > 0 && alerts.length > 0 && !Array.isArray(renewed.alerts)) {
    const shape = Object.fromEntries(ofEvery.map((key) => [key, expected[key]]));
    renewed.alerts = alerts.map((alert) => inShape(shape, alertMember(alert)));
  }
  return Object.hasOwn(renewed, 'alerts') || (Object.keys(renewed).length > 0 && ofEvery.length === 0)
    ? renewed
    : { alerts: alerts.length, ...renewed };
}

type Renewal = (wanted: unknown, outcome: Outcome, now: bigint) => unknown;

const renewals: Readonly<Record<string, Renewal>> = {
  alerts: (wanted, { alerts }, now) => list('alerts', wanted, alerts.map(alertMember), now),
  rows: (wanted, { executions }, now) => {
    const last = executions.at(-1)?.result;
    return list('rows', wanted, rowMembers(last), now, typesOf(last?.columns ?? []));
  },
  incidents: (wanted, { incidents }, now) => list('incidents', wanted, incidents.map(incidentMember), now),
  entities: (_wanted, { alerts }) => entitiesOf(alerts),
  runs: (_wanted, { executions }) => executions.length,
  events: (wanted, { events }) => {
    const counts: Expectation = { ...events() };
    return Object.fromEntries(Object.keys(isMapping(wanted) ? wanted : counts).map((key) => [key, counts[key]]));
  },
};

function entitiesOf(alerts: readonly Alert[]): readonly Expectation[] {
  const all = alerts.flatMap(({ entities }) => entities.map(({ type, identifiers }) => ({ type, ...identifiers })));
  return [...new Map(all.map((entity) => [JSON.stringify(entity), entity])).values()];
}

/** A value that every alert has, in the shape of the wanted one; undefined without alerts. */
function sharedValue(key: string, wanted: unknown, [first]: readonly Alert[]): unknown {
  return first && inShape({ [key]: wanted }, alertMember(first))[key];
}

/** A count stays a count. Of a list, members that came stay as written, the others become what came. */
function list(key: string, wanted: unknown, actual: readonly Member[], now: bigint, types: Types = {}): unknown {
  if (!Array.isArray(wanted) || !wanted.every(isMapping) || wanted.length === 0) return actual.length;
  const partners = pairUp(wanted, actual, (one, other) => memberFits(key, one, other, types, now));
  const free = new Set(actual.keys());
  for (const partner of partners) if (partner !== undefined) free.delete(partner);
  const left = [...free];
  const every = Object.assign({}, ...wanted) as Expectation;
  const kept = wanted.flatMap((one, i): readonly Expectation[] => {
    if (partners[i] !== undefined) return [one];
    const next = left.shift();
    return next === undefined ? [] : [inShape(one, actual[next] ?? {})];
  });
  const renewed = [...kept, ...left.map((at) => inShape(every, actual[at] ?? {}))];
  return renewed.length > 0 ? renewed : 0;
}

/** What a member has under the keys of an expectation. */
function inShape(shape: Expectation, member: Member): Expectation {
  const entries = Object.entries(shape).flatMap(([key, wanted]): (readonly [string, unknown])[] => {
    const value = Object.hasOwn(member, key) ? member[key] : undefined;
    if (value === undefined) return [];
    return [[key, valueInShape(key, wanted, value)]];
  });
  return Object.fromEntries(entries);
}

function valueInShape(key: string, wanted: unknown, value: unknown): unknown {
  if (key === 'entities' && Array.isArray(value))
    return value.map(({ type, identifiers }: { type: string; identifiers: Json }) => ({
      type,
      ...Object(identifiers),
    }));
  if ((key === 'customDetails' || key === 'properties') && isMapping(wanted) && isMapping(value))
    return Object.fromEntries(
      Object.keys(wanted).flatMap((name) => (Object.hasOwn(value, name) ? [[name, value[name]]] : [])),
    );
  if (isMapping(value) && Array.isArray(value.items)) {
    const items = value.items as readonly Member[];
    if (!Array.isArray(wanted) || wanted.length === 0) return items.length;
    const every = Object.assign({}, ...wanted.filter(isMapping)) as Expectation;
    return items.map((item) => inShape(every, item));
  }
  return value;
}
