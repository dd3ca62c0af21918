import { describe, expect, test } from 'vitest';
import type { Path } from './content.ts';
import { fileOf } from './problems.test-support.ts';
import { readYaml } from './read-yaml.ts';

const text = [
  '# a comment first',
  'name: "Odd hour"',
  'empty:',
  'query: |',
  '  T',
  '  | take 1',
  'entities:',
  '  - type: IP',
  '    fields: [a, b]',
  '  - type: Host',
  'tactics:',
  '- Impact',
  'inner: { x: 1, y: { z: 2 } }',
  'list: &list',
  '  - one',
  'again: *list',
  '',
].join('\n');

const { value: document } = readYaml(fileOf(text));

function span(found: ReturnType<NonNullable<typeof document>['at']> | undefined): string {
  return `${found?.start.line}:${found?.start.column}-${found?.end.line}:${found?.end.column}`;
}

describe('at', () => {
  test.each<[Path, string]>([
    [['name'], '2:7-2:17'],
    [['empty'], '3:1-3:6'],
    [['query'], '5:3-6:11'],
    [['entities', 0], '8:5-9:19'],
    [['entities', 0, 'type'], '8:11-8:13'],
    [['entities', 0, 'fields'], '9:13-9:19'],
    [['entities', 0, 'fields', 1], '9:17-9:18'],
    [['tactics', 0], '12:3-12:9'],
    [['inner'], '13:8-13:29'],
    [['inner', 'y', 'z'], '13:24-13:25'],
    [['again', 0], '15:5-15:8'],
    [['missing'], '2:1-2:1'],
    [['entities', 7], '7:1-7:9'],
    [['entities', 0, 'missing'], '8:5-8:9'],
    [['inner', 'missing', 'deeper'], '13:1-13:6'],
    [['name', 'deeper'], '2:1-2:5'],
  ])('%j', (path, expected) => {
    expect(span(document?.at(path))).toBe(expected);
  });
});

describe('keyAt', () => {
  test.each<[Path, string]>([
    [['name'], '2:1-2:5'],
    [['query'], '4:1-4:6'],
    [['entities', 1], '10:5-10:9'],
    [['entities', 0, 'fields', 0], '9:14-9:15'],
    [['inner', 'y'], '13:16-13:17'],
    [['missing'], '2:1-2:1'],
    [[], '2:1-2:1'],
  ])('%j', (path, expected) => {
    expect(span(document?.keyAt(path))).toBe(expected);
  });
});

describe('within', () => {
  test.each<[Path, number, number, string]>([
    [['name'], 4, 8, '2:12-2:16'],
    [['query'], 4, 8, '6:5-6:9'],
    [['query'], 0, 1, '5:3-5:4'],
    [['query'], 99, 200, '6:11-6:11'],
    [['query'], -5, 1, '5:3-5:4'],
    [['entities'], 0, 1, '8:3-10:15'],
    [['empty'], 0, 1, '3:1-3:6'],
    [['missing'], 0, 1, '2:1-2:1'],
  ])('%j %d to %d', (path, start, end, expected) => {
    expect(span(document?.within(path, start, end))).toBe(expected);
  });
});
