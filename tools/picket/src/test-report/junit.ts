import { type Diagnostic, problemLine, xmlText } from '@picket/diagnostics';
import type { CaseReport, SuiteReport } from '../pipeline/test-suite.ts';

/**
 * JUnit XML: a suite a rule, a test case a case. What is wrong with a rule or its test file as a whole is a test case of
 * its own, named after the file, so that no error goes unseen.
 */
export function renderTestJunit(suites: readonly SuiteReport[]): string {
  const written = suites.map(suiteXml);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${sums(written)}>`,
    ...written.map(({ text }) => text),
    '</testsuites>',
    '',
  ].join('\n');
}

interface Written {
  readonly text: string;
  readonly tests: number;
  readonly failures: number;
  readonly milliseconds: number;
}

const errorsOf = (problems: readonly Diagnostic[]) => problems.filter(({ severity }) => severity === 'error');

function suiteXml({ paths, cases, problems }: SuiteReport): Written {
  const classname = xmlText(`${paths.folder}/${paths.slug}`);
  const whole: CaseReport = {
    name: paths.test,
    at: { file: paths.test, start: { line: 1, column: 1 }, end: { line: 1, column: 1 } },
    passed: errorsOf(problems).length === 0,
    mismatches: [],
    problems,
    milliseconds: 0,
  };
  const all = whole.passed && problems.length === 0 ? cases : [whole, ...cases];
  const sum = {
    tests: all.length,
    failures: all.filter(({ passed }) => !passed).length,
    milliseconds: cases.reduce((total, { milliseconds }) => total + milliseconds, 0),
  };
  const text = [
    `  <testsuite name="${xmlText(paths.rule)}" ${sums([sum])}>`,
    ...all.map((each) => caseXml(each, classname)),
    '  </testsuite>',
  ].join('\n');
  return { text, ...sum };
}

function caseXml({ name, at, problems, milliseconds, explanation = '' }: CaseReport, classname: string): string {
  const errors = errorsOf(problems);
  const others = problems.filter((each) => !errors.includes(each));
  const body = [
    ...(errors.length > 0
      ? [
          `      <failure message="${xmlText(errors[0]?.message ?? '')}">${xmlText(errors.map(problemLine).join('\n'))}</failure>`,
        ]
      : []),
    ...(others.length > 0 || explanation !== ''
      ? [
          `      <system-out>${xmlText([...others.map(problemLine), explanation].filter(Boolean).join('\n'))}</system-out>`,
        ]
      : []),
  ];
  const place = `file="${xmlText(at.file)}" line="${at.start.line}"`;
  const open = `    <testcase classname="${classname}" name="${xmlText(name)}" ${place} time="${seconds(milliseconds)}"`;
  return body.length > 0 ? `${open}>\n${body.join('\n')}\n    </testcase>` : `${open}/>`;
}

function sums(parts: readonly Omit<Written, 'text'>[]): string {
  const sum = (key: 'tests' | 'failures' | 'milliseconds') => parts.reduce((total, part) => total + part[key], 0);
  return `tests="${sum('tests')}" failures="${sum('failures')}" errors="0" skipped="0" time="${seconds(sum('milliseconds'))}"`;
}

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(3);
