import { type Document, type Rule, type RuleTest, readRuleTest } from '@picket/model';
import { tableNames, tableSchema } from '@picket/tables';
import { ruleWith } from '../alerts/rule.test-support.ts';
import { prepareRule } from '../run/prepare-rule.ts';
import { type EventTypes, eventsOf } from './events.ts';
import { momentOf, runCase } from './run-case.ts';

/** A test file from its text; `now` and the frame around one case are put in where the text has no `cases`. */
export function testOf(text: string): Document<RuleTest> {
  const indented = text.replace(/^(?=.)/gm, '    ');
  const whole = /^cases:/m.test(text) ? text : `cases:\n  - name: a case\n${indented}`;
  const withNow = /^now:/m.test(whole) ? whole : `now: 2026-03-02T10:00:00Z\n${whole}`;
  const withExpect = /expect:/.test(withNow) ? withNow : `${withNow}\n    expect: { alerts: 0 }\n`;
  const bytes = new TextEncoder().encode(withExpect);
  const { test, problems } = readRuleTest({ path: 'content/sign-in-logs/tests/a-rule.yaml', bytes });
  if (!test) throw new Error(problems.map(({ message }) => message).join('\n'));
  return test;
}

export const typesWith = (files: Readonly<Record<string, string>> = {}): EventTypes => ({
  columnsOf: (table) => tableSchema(table)?.columns,
  tableNames: tableNames(),
  readFile: (path) => files[path],
});

export function eventsIn(text: string, files: Readonly<Record<string, string>> = {}) {
  const test = testOf(text);
  return eventsOf(test, 0, momentOf(test, 0), typesWith(files));
}

/** Runs the first case of a text against a rule. */
export function resultOf(rule: Partial<Rule>, text: string, files: Readonly<Record<string, string>> = {}) {
  const { value, problems } = prepareRule(ruleWith(rule));
  if (!value) throw new Error(problems.map(({ message }) => message).join('\n'));
  return runCase(value, testOf(text), 0, eventsIn(text, files));
}
