import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Diagnostic, diagnostic } from '@picket/diagnostics';
import type { Declarations } from '@picket/kql';
import { type Document, type Rule, type RuleTest, readRule, readRuleTest, type SourceFile } from '@picket/model';
import {
  type CaseEvents,
  type CaseResult,
  type EventTypes,
  eventsOf,
  explainRun,
  explanationText,
  fileBeside,
  momentOf,
  type PreparedRule,
  prepareRule,
  runCase,
  runMoment,
  testProblems,
} from '@picket/simulate';
import { tableNames, tableSchema, workspaceFunction } from '@picket/tables';
import { readBytes } from './select-files.ts';

/** A rule and its cases: `rules/<slug>.yaml` and `tests/<slug>.yaml` side by side (or `.yml`). Paths are relative to the base. */
export interface SuitePaths {
  readonly slug: string;
  /** `content/sign-in-logs`. */
  readonly folder: string;
  readonly rule: string;
  readonly test: string;
}

const layout = /^(?:(.*)\/)?(?:rules|tests)\/([^/]+)\.ya?ml$/;

/** The suites that files belong to, in the order of their rules' paths. */
export function suitesOf(paths: readonly string[]): readonly SuitePaths[] {
  const suites = new Map<string, SuitePaths>();
  for (const path of paths) {
    const [, folder = '', slug] = layout.exec(path) ?? [];
    if (slug === undefined) continue;
    const under = folder === '' ? '' : `${folder}/`;
    const key = `${under}${slug}`;
    const known = suites.get(key) ?? {
      slug,
      folder,
      rule: `${under}rules/${slug}.yaml`,
      test: `${under}tests/${slug}.yaml`,
    };
    const kind = path.startsWith(`${under}rules/`) ? 'rule' : 'test';
    suites.set(key, { ...known, [kind]: path });
  }
  return [...suites.values()].sort((a, b) => (a.rule < b.rule ? -1 : 1));
}

/** A suite that was read and can be run. */
export interface Suite {
  readonly paths: SuitePaths;
  readonly rule: Document<Rule>;
  readonly test: Document<RuleTest>;
  readonly prepared: PreparedRule;
  /** The events of each case. */
  readonly events: readonly CaseEvents[];
}

export interface OpenedSuite {
  readonly suite?: Suite;
  readonly problems: readonly Diagnostic[];
  /** What was read or looked for: the rule, its test, and the files of events that the test names. */
  readonly files: readonly string[];
}

/** Reads a suite and makes its rule ready: once for all cases. */
export function openSuite(paths: SuitePaths, base: string, declarations: Declarations): OpenedSuite {
  const files: string[] = [];
  const bytesOf = (path: string): Uint8Array | undefined => {
    if (!files.includes(path)) files.push(path);
    const file = resolve(base, path);
    return existsSync(file) ? readBytes(file) : undefined;
  };
  const read = (path: string): SourceFile | undefined => {
    const found = [path, path.replace(/\.yaml$/, '.yml')].find((each) => existsSync(resolve(base, each))) ?? path;
    const bytes = bytesOf(found);
    return bytes && { path: found, bytes };
  };
  const [ruleFile, testFile] = [read(paths.rule), read(paths.test)];
  const start = { line: 1, column: 1 };
  const at = (file: string) => ({ file, start, end: start });
  if (!ruleFile) return { problems: [diagnostic('TEST201', { rule: paths.rule }, at(paths.test))], files };
  if (!testFile) return { problems: [diagnostic('TEST202', { slug: paths.slug }, at(paths.rule))], files };
  const { rule, problems: ruleProblems } = readRule(ruleFile);
  const { test, problems: testFaults } = readRuleTest(testFile);
  const faults = [...ruleProblems, ...testFaults].filter(({ severity }) => severity === 'error');
  if (!rule || !test || faults.length > 0) return { problems: faults, files };
  const { value: prepared, problems: refused } = prepareRule(rule.value, { declarations });
  if (!prepared) return { problems: refused.map((each) => placed(each, rule)), files };
  const types = eventTypes(declarations, (path) => {
    const bytes = bytesOf(fileBeside(testFile.path, path));
    return bytes && new TextDecoder().decode(bytes);
  });
  const events = test.value.cases.map((_, i) => eventsOf(test, i, momentOf(test, i), types));
  const used = new Set(events.flatMap(({ usedTemplates }) => [...usedTemplates]));
  const unused = Object.keys(test.value.templates ?? {}).filter((name) => !used.has(name));
  const problems = [
    ...testProblems(test),
    ...unused.map((name) => diagnostic('TEST206', { name }, test.keyAt(['templates', name]))),
  ];
  return { suite: { paths, rule, test, prepared, events }, problems, files };
}

/** A problem of the query at its place in the rule's file. */
export function placed(problem: Diagnostic, rule: Document<Rule>): Diagnostic {
  const { at } = problem;
  if (!at) return { ...problem, at: rule.at(['query']) };
  const lines = rule.value.query.split('\n');
  const offset = ({ line, column }: { line: number; column: number }): number =>
    lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0) + column - 1;
  return { ...problem, at: rule.within(['query'], offset(at.start), offset(at.end)) };
}

function eventTypes(declarations: Declarations, readFile: EventTypes['readFile']): EventTypes {
  return {
    columnsOf: (table) => {
      const own = Object.hasOwn(declarations.tables, table) ? declarations.tables[table] : undefined;
      if (own) return Object.entries(own).map(([name, type]) => ({ name, type }));
      return tableSchema(table)?.columns ?? workspaceFunction(table)?.output.columns;
    },
    get tableNames() {
      return [...Object.keys(declarations.tables), ...tableNames()];
    },
    readFile,
  };
}

/** What became of a case, with its place among the cases of its test. */
export interface SuiteResult extends CaseResult {
  readonly index: number;
}

/** Runs the cases of a suite whose names a filter takes. */
export function runSuite(
  { prepared, rule, test, events }: Suite,
  takes: (name: string) => boolean,
): readonly SuiteResult[] {
  return test.value.cases.flatMap(({ name }, i) => {
    const given = events[i];
    if (!takes(name) || !given) return [];
    const result = runCase(prepared, test, i, given);
    // The engine's own problems stand in the query.
    const problems = result.problems.map((each) => (each.at?.file === 'query' ? placed(each, rule) : each));
    return [{ ...result, index: i, problems }];
  });
}

/** The steps of a case's run, as text; of a case with a schedule those of its last run. */
export function explainCase({ rule, test, events }: Suite, index: number, declarations: Declarations): string {
  const given = events[index];
  if (!given || given.problems.length > 0) return '';
  const at = runMoment(test, index);
  const { value, problems } = explainRun(rule.value, { declarations }, given.data, at);
  return value ? explanationText(value) : `${problems.map(({ message }) => message).join('\n')}\n`;
}
