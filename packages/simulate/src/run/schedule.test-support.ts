import type { Column, OutsideData, Table } from '@picket/engine';
import { clockTicks } from '@picket/engine';
import type { Rule } from '@picket/model';
import { ruleWith } from '../alerts/rule.test-support.ts';
import { type PreparedRule, prepareRule } from './prepare-rule.ts';

export const columns: readonly Column[] = [
  { name: 'TimeGenerated', type: 'datetime' },
  { name: 'Id', type: 'string' },
];

const midnight = Date.parse('2026-03-02T00:00:00Z');
export const minutes = (count: number): Date => new Date(midnight + count * 60_000);

/** Events at minutes after midnight, each with the minutes that it comes late. */
export function eventsAt(...events: readonly (readonly [at: number, delay?: number])[]): Table {
  const rows = events.map(([at], i) => [clockTicks(minutes(at)), `event ${i}`]);
  return { columns, rows, ingested: events.map(([at, delay = 0]) => clockTicks(minutes(at + delay))) };
}

export const dataOf = (table: Table): OutsideData => ({ tables: new Map([['SigninLogs', table]]) });

/** A small rule with other values for some of its keys, its query bound. */
export function prepared(over: Partial<Rule>): PreparedRule {
  const { value, problems } = prepareRule(ruleWith(over));
  if (!value) throw new Error(problems.map(({ message }) => message).join('\n'));
  return value;
}
