import { describe, expect, test } from 'vitest';
import { fileOf, places } from './problems.test-support.ts';
import { readYaml } from './read-yaml.ts';

describe('faults of the text', () => {
  test.each<[string, string, readonly string[]]>([
    ['a colon in an unquoted text', 'name: Sign-in: odd hour\n', ['YAML009 1:7']],
    ['text behind a closing quote', 'a: 1\nname: "odd" hour\n', ['YAML009 2:7']],
    ['braces at the start, more text', 'alertDisplayNameFormat: {{User}} came\n', ['YAML009 1:25']],
    ['braces at the start, nothing more', 'alertDisplayNameFormat: {{User}}\n', ['YAML009 1:25']],
    ['a reserved character at the start', 'a: @x\nb: `x`\nc: %x\n', ['YAML009 1:4', 'YAML009 2:4', 'YAML009 3:4']],
    ['an asterisk at the start', 'a: *seen often*\n', ['YAML009 1:4']],
    ['a quote that stays open', 'name: "odd hour\nid: 1\n', ['YAML010 1:7']],
    ['a quote that stays open to the end', "id: 1\nname: 'odd hour\n", ['YAML010 2:7']],
    ['a bracket that stays open', 'tactics: [Impact\nid: 1\n', ['YAML023 1:10']],
    ['an apostrophe in single quotes', "name: 'it's odd'\n", ['YAML009 1:7']],
    ['a backslash in double quotes', 'query: "T | where x matches regex \'\\d\'"\n', ['YAML022 1:36']],
    ['a tab in the indentation', 'query: |\n\tT\n', ['YAML007 2:1']],
    ['tabs in several lines', 'a: 1\nquery: |\n  T\n\t| take 1\n\t| count\n', ['YAML007 4:1']],
    ['a line of a block too far left', 'query: |\n  T\n | take 1\nid: 1\n', ['YAML012 3:2']],
    ['a key that is indented', 'a: 1\n  b: 2\n', ['YAML012 2:3']],
    ['a key between two levels', 'a:\n   b: 1\n  c: 2\n', ['YAML012 3:3']],
    ['an item between two levels', 'a:\n- b: 1\n  c: 2\n d: 3\n', ['YAML012 4:2']],
    ['a line without a colon', 'a: 1\nseverity High\nb: 2\n', ['YAML012 2:1']],
    ['an empty line deeper than a block', 'a: |\n      \n  T\n', ['YAML012 3:3']],
    ['text behind the sign of a block', 'a: | T\n', ['YAML008 1:6']],
    ['no space after a key', '"a":1\n', ['YAML008 1:5']],
    ['a key twice', 'a: 1\nb:\n  c: 1\n  c: 2\na: 3\n', ['YAML011 4:3', 'YAML011 5:1']],
    ['a merge key', 'a: &a {x: 1}\nb:\n  <<: *a\n', ['YAML016 3:3']],
    ['an alias without an anchor', 'a: &first 1\nb: *frist\n', ['YAML013 2:4']],
    ['an alias of itself', 'a: &a [*a]\n', ['YAML014 1:8']],
    ['a list as a key', '[a]: 1\n', ['YAML021 1:1']],
    ['an unknown tag', 'a: !secret x\nb: !!binary aGk=\n', ['YAML020 1:4', 'YAML020 2:4']],
    ['a second document', 'a: 1\n---\nb: 2\n', ['YAML017 2:1']],
    ['nothing', '', ['YAML018 1:1']],
    ['a comment only', '# soon\n', ['YAML018 1:1']],
    ['a list', '- a\n', ['YAML019 1:1']],
    ['a text', 'soon\n', ['YAML019 1:1']],
    ['nested too deeply', `a: ${'['.repeat(70)}${']'.repeat(70)}\n`, ['YAML015 1:67']],
    ['Windows line ends', 'a: 1\r\nb: 2\r\n', ['YAML005 1:5']],
    ['mixed line ends', 'a: 1\nb: 2\r\nc: 3\n', ['YAML005 2:5']],
    ['old Mac line ends', 'a: 1\rb: 2\r', ['YAML005 1:5']],
    ['a control character', 'a: 1\nb: x\u0000y\u001b\n', ['YAML006 2:5', 'YAML006 2:7']],
    ['a byte order mark', '\uFEFFa: 1\n', ['YAML004 1:1']],
  ])('%s', (_case, text, expected) => {
    expect(places(readYaml(fileOf(text)).problems)).toEqual(expected);
  });

  test.each<[string, readonly number[], string]>([
    ['Windows-1252 quotes', [0x61, 0x3a, 0x20, 0x31, 0x0a, 0x62, 0x3a, 0x20, 0x93, 0x78], 'YAML002 2:4'],
    ['a cut-off sequence', [0x61, 0x3a, 0x20, 0xc3], 'YAML002 1:4'],
    ['a surrogate', [0x61, 0x3a, 0x20, 0xed, 0xa0, 0x80], 'YAML002 1:4'],
    ['an overlong slash', [0x61, 0x3a, 0x20, 0xc0, 0xaf], 'YAML002 1:4'],
    ['UTF-16 with a mark', [0xff, 0xfe, 0x61, 0x00], 'YAML003 1:1'],
    ['UTF-16 without a mark', [0x61, 0, 0x3a, 0, 0x20, 0, 0x31, 0], 'YAML003 1:1'],
    ['UTF-16, big endian', [0, 0x61, 0, 0x3a, 0, 0x20, 0, 0x31], 'YAML003 1:1'],
  ])('%s', (_case, bytes, expected) => {
    expect(places(readYaml({ path: 'rule.yaml', bytes: Uint8Array.from(bytes) }).problems)).toEqual([expected]);
  });

  test('a replacement character that the author wrote is text', () => {
    expect(readYaml(fileOf('a: \uFFFD')).problems).toEqual([]);
  });

  test('ten megabytes are refused by their size', () => {
    const file = { path: 'rule.yaml', bytes: new Uint8Array(10_000_000).fill(0x61) };
    expect(places(readYaml(file).problems)).toEqual(['YAML001 1:1']);
  });

  test('the first of two keys is named beside the second', () => {
    const [problem] = readYaml(fileOf('a: 1\nb: 2\na: 3\n')).problems;
    expect(problem?.related?.map(({ at }) => at.start)).toEqual([{ line: 1, column: 1 }]);
  });
});

describe('all problems at once', () => {
  test('each faulty entry is named, and the others are read', () => {
    const text = ['name: a: b', 'query: |', '\tT', 'severity: High', 'tags: [x', 'id: 1', ''].join('\n');
    const { value, problems } = readYaml(fileOf(text));
    expect(places(problems)).toEqual(['YAML009 1:7', 'YAML007 3:1', 'YAML023 5:7']);
    expect(value?.value).toEqual({ severity: 'High', id: 1 });
  });

  test('a file with nothing but faults is given up after the first dozens', () => {
    expect(readYaml(fileOf('a: b: c\n'.repeat(10_000))).problems).toHaveLength(25);
  });
});

describe('values', () => {
  test.each<[string, unknown]>([
    ['a: 1.0\nb: 0x1F\nc: 1e3\nd: .inf', { a: 1, b: 31, c: 1000, d: Number.POSITIVE_INFINITY }],
    ['a: yes\nb: True\nc: NO\nd: ~\ne:', { a: 'yes', b: true, c: 'NO', d: null, e: null }],
    [
      'a: 2026-03-02\nb: 2026-03-02T10:00:00Z\nc: 00:30:00',
      { a: '2026-03-02', b: '2026-03-02T10:00:00Z', c: '00:30:00' },
    ],
    [
      'a: 1h\nb: 1.0.0\nc: 12345678-0000-4000-8000-1e5000000000',
      { a: '1h', b: '1.0.0', c: '12345678-0000-4000-8000-1e5000000000' },
    ],
    ['a: "1"\nb: !!str 1\nc: \'true\'', { a: '1', b: '1', c: 'true' }],
    ['a: [1, {b: 2}]\nc: {d, e: f}', { a: [1, { b: 2 }], c: { d: null, e: 'f' } }],
    ['a: &x [1]\nb: *x', { a: [1], b: [1] }],
    ['---\na: 1\n...\n', { a: 1 }],
    ['a: 1\n---\n\n', { a: 1 }],
    ['{\n\t"a": {\n\t\t"b": [1, 2]\n\t}\n}\n', { a: { b: [1, 2] } }],
    ['? a\n: b', { a: 'b' }],
  ])('%j', (text, expected) => {
    const { value, problems } = readYaml(fileOf(text));
    expect(problems).toEqual([]);
    expect(value?.value).toEqual(expected);
  });

  test('keys that mean something to JavaScript are plain keys', () => {
    const { value } = readYaml(fileOf('__proto__: {polluted: yes}\nconstructor: 1\ntoString: 2\n'));
    expect(JSON.stringify(value?.value)).toBe('{"__proto__":{"polluted":"yes"},"constructor":1,"toString":2}');
    expect(Object.getPrototypeOf(value?.value)).toBe(Object.prototype);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });
});

describe('aliases', () => {
  const bomb = Array.from({ length: 12 }, (_, i) => {
    const items = i === 0 ? 'x,'.repeat(9) : `*a${i - 1},`.repeat(9);
    return `k${i}: &a${i} [${items}]`;
  }).join('\n');

  test('a bomb is named once, at the alias that would go too far', () => {
    const { problems } = readYaml(fileOf(bomb));
    expect(places(problems)).toEqual(['YAML014 5:14']);
    expect(problems[0]?.message).toContain('*a3');
  });

  test('what is left of it stays small', () => {
    expect(JSON.stringify(readYaml(fileOf(bomb)).value?.value).length).toBeLessThan(100_000);
  });

  test('a long text repeated by alias counts with its length', () => {
    const text = `a: &a ${'x'.repeat(500_000)}\nb: [${'*a, '.repeat(50)}]\n`;
    expect(places(readYaml(fileOf(text)).problems)).toEqual(['YAML014 2:13']);
  });
});
