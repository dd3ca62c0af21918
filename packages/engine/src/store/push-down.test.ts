import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aggregates } from '../aggregates/index.ts';
import { overloadsOf } from '../functions/blueprint.ts';
import { functions } from '../functions/index.ts';
import { openRun, runPrepared } from '../query.ts';
import type { Cell, Column, Row } from '../values/cell.ts';
import { lastDatetime, ticksPer, unixEpoch } from '../values/ticks.ts';
import { anyTable, bothAnswers, differing, questions, rowsThatCount, testClock } from './both-paths.test-support.ts';
import { loadRows } from './load-rows.ts';
import { openStore } from './store.ts';

const columns: readonly Column[] = [
  { name: 'TimeGenerated', type: 'datetime' },
  { name: 's', type: 'string' },
  { name: 'u', type: 'string' },
  { name: 'l', type: 'long' },
  { name: 'm', type: 'long' },
  { name: 'i', type: 'int' },
  { name: 'r', type: 'real' },
  { name: 'b', type: 'bool' },
  { name: 'c', type: 'bool' },
  { name: 't', type: 'datetime' },
  { name: 'p', type: 'timespan' },
  { name: 'g', type: 'guid' },
  { name: 'd', type: 'dynamic' },
];

const now = 639_080_424_000_000_000n;
const nullable = (cells: fc.Arbitrary<Cell>): fc.Arbitrary<Cell> => fc.option(cells, { nil: null, freq: 6 });
const pick = (...cells: readonly Cell[]): fc.Arbitrary<Cell> => fc.constantFrom(...cells);
const ascii = pick(
  '',
  'abc',
  'ABC',
  'a_bc d',
  'x.abc-d',
  'abcd',
  "o'neil",
  '1.2.3-rc',
  '%',
  'abc abc',
  'a"b',
  'zz',
  '{"a":"x","b":1}',
  '{"a":2}',
);
const unicode = fc.oneof(
  ascii,
  pick('straße', 'STRASSE', 'İstanbul', 'ıabc', 'abcé', 'é abc', '\u{1f600}abc', '\uffee', 'K', 'ſabc'),
);
const longs = pick(0n, 1n, 2n, -7n, 7n, 100n, 2n ** 63n - 1n, -(2n ** 63n), 2n ** 53n + 1n);
const times = pick(0n, lastDatetime, now, now - 1n, now - ticksPer.hour, now - ticksPer.day * 2n, unixEpoch);

const rows: fc.Arbitrary<Row> = fc.tuple(
  nullable(times),
  ascii,
  unicode,
  nullable(longs),
  nullable(longs),
  nullable(pick(0, 1, -5, 2 ** 31 - 1, -(2 ** 31))),
  nullable(pick(0, -0, 1.5, -2.5, Number.NaN, Infinity, -Infinity, 5e-324, 1e300)),
  nullable(fc.boolean()),
  nullable(fc.boolean()),
  nullable(times),
  nullable(pick(0n, 1n, -1n, ticksPer.hour, ticksPer.day * 3n, 2n ** 63n - 1n, -(2n ** 63n))),
  nullable(pick('11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222')),
  nullable(
    pick(
      true,
      5n,
      5.0,
      -0,
      1.25,
      'text',
      '',
      [],
      new Map(),
      [1n, null, 'é'],
      new Map<string, Cell>([['a', [new Map()]]]),
    ),
  ),
);

/** Conditions and values over the columns: each SQL form is in one at least, by the name of its row. */
const conditions: readonly string[] = [
  "s == 'abc'",
  "s != 'abc'",
  's == u',
  's != u',
  "s =~ 'ABC'",
  "u =~ 'abc'",
  "s !~ 'ABC'",
  "u !~ 'abc'",
  's =~ u',
  'l == 7',
  'l != 7',
  'l == m',
  'l != m',
  'l < 7',
  'l <= m',
  'l > m',
  'l >= 7',
  'l == long(null)',
  'i == 1',
  'i < l',
  'i != 1',
  'r == 1.5',
  'r != 1.5',
  'r == r',
  'r < 1.5',
  'r <= r',
  'r > 0.0',
  'r >= real(nan)',
  'l < r',
  'r != l',
  'b == c',
  'b != c',
  'b == true',
  'b',
  'not(b)',
  'b and c',
  'b or c',
  'not(b and c)',
  'not(b or not(c))',
  't == datetime(2026-03-02T10:00:00Z)',
  't != t',
  't < now()',
  't > ago(1d)',
  't between (ago(3d) .. now())',
  't !between (ago(3d) .. 1h)',
  'TimeGenerated >= ago(2d)',
  'TimeGenerated <= t',
  'p == 1h',
  'p > 0s',
  'p <= 3d',
  'p != p',
  'g == guid(11111111-1111-4111-8111-111111111111)',
  'g != g',
  "tostring(g) == '11111111-1111-4111-8111-111111111111'",
  'floor(l, 10) == 0',
  'notnull(l)',
  'notempty(s)',
  'isnull(l)',
  'isnotnull(t)',
  'isnull(b)',
  'isempty(s)',
  'isnotempty(u)',
  'isempty(l)',
  'isnotempty(t)',
  'isnull(s)',
  'isnotnull(u)',
  'isempty(d)',
  'isnull(d)',
  'isnotnull(d)',
  ...['contains', 'startswith', 'endswith', 'has', 'hasprefix', 'hassuffix'].flatMap((name) =>
    ['', '!'].flatMap((not) => [
      `s ${not}${name} 'abc'`,
      `u ${not}${name} 'abc'`,
      `u ${not}${name}_cs 'abc'`,
      `s ${not}${name}_cs 'bc'`,
      `u ${not}${name} 'ß'`,
      `u ${not}${name} ''`,
      `s ${not}${name} '2.3'`,
      `s ${not}${name} s`,
    ]),
  ),
  "s has_any ('abc', 'd')",
  "u has_any ('abc', 'é')",
  "u has_all ('abc', 'é')",
  "s has_all ('abc', 'x')",
  "u has_any (dynamic(['abc']))",
  "s in ('abc', 'zz')",
  "s !in ('abc')",
  "u in ('straße', 'abc')",
  "u in~ ('ABC', 'zz')",
  "s in~ ('ABC')",
  "s !in~ ('ABC')",
  "u !in~ ('ABC')",
  "s in (dynamic(['abc', '%']))",
  'l in (7, 100)',
  'l !in (7)',
  'i in (1, 2)',
  'l in (dynamic([7, 1]))',
  "l in (dynamic([7.0, '1']))",
  'l in (dynamic([7.5]))',
  't in (datetime(0001-01-01))',
  'p !in (1h)',
  'l in (dynamic([]))',
  's in ((T | where l > 5 | project s))',
  'l !in ((T | where b | where isnotnull(m) | project m))',
  "s == 'o\\'neil'",
  's == "a\\"b"',
  "s == '%'",
  "s contains '%'",
  's == "\'; DROP TABLE T; --"',
  'strlen(u) == 3',
  'strlen(s) > 3',
  "tolower(s) == 'abc'",
  "toupper(s) == 'ABC'",
  "tolower(u) == 'abc'",
  "toupper(u) has 'ABC'",
  "strcat(s, '-', u) == 'abc-abc'",
  "strcat(s, l) == 'abc7'",
  "strcat(b, i) == 'True1'",
  "substring(u, 1, 2) == 'bc'",
  "substring(s, 2) == 'c'",
  "substring(u, 0, 0) == ''",
  "iff(b, s, u) == 'abc'",
  'case(b, l, c, m, 7) == 7',
  'coalesce(l, m) == 7',
  "coalesce(s, u) == 'abc'",
  "tostring(b) == 'True'",
  "tostring(l) == '7'",
  "tostring(i) == '1'",
  "max_of(s, 'abc') == 'abc'",
  "min_of(u, 'abc') == 'abc'",
  'max_of(s, u) == s',
  'l + 1 == 8',
  'l - m > 0',
  'l * 2 == 14',
  'l / 2 == 3',
  'l % 3 == 2',
  'l % m == 0',
  'l / m == 1',
  'i + 1 > 0',
  'r + 1 > 1.0',
  'r * 2 == 3.0',
  'r - r == 0.0',
  'r / 4 < 1.0',
  'r / 0 > 1.0',
  'l / 2.5 > 1.0',
  'p / 1h > 1.0',
  'p / p == 1.0',
  '(t - TimeGenerated) / 1d < 2.0',
  't + 1h > now()',
  't - 1h < now()',
  't - TimeGenerated == 0s',
  't + p > now()',
  't - p < now()',
  'bin(l, 10) == 0',
  'bin(t, 1h) == bin(now(), 1h)',
  'bin(l, 3) < 0',
  'bin(t, 7d) < now()',
  'l > toscalar(T | summarize min(l))',
  'toscalar(T | count) > 3 and b',
  'l == 7 or u has "abc" and r > 1.0',
  'd == 5',
  "tostring(d) == 'text'",
  'isnotempty(d.a)',
];

const keys = ['s', 'u', 'l', 'i', 'b', 't', 'p', 'g', 'r', 'bin(t, 1h)', 'tolower(s)', 'x = l + m', 'strcat(s, b)'];
const totals = [
  'count()',
  'countif(b)',
  'dcount(s)',
  'dcount(u)',
  'dcount(l)',
  'dcount(g)',
  'dcount(r)',
  'dcount(d)',
  'dcountif(s, b)',
  'count_distinct(t)',
  'count_distinctif(u, c)',
  'sum(l)',
  'sum(i)',
  'sum(p)',
  'sum(r)',
  'sumif(l, b)',
  'min(l)',
  'max(l)',
  'min(t)',
  'max(t)',
  'minif(p, b)',
  'maxif(i, c)',
  'min(s)',
  'max(u)',
  'max(b)',
  'maxif(s, b)',
  'min(r)',
  'avg(l)',
  'stdev(r)',
  'percentile(l, 50)',
  'percentile(i, 95)',
  'percentile(r, 37.5)',
  'percentile(r / 3, 7)',
  'percentile(m, 99)',
  'percentile(r, 50)',
  'percentile(t, 90)',
  'percentile(p, 0)',
  'percentile(p / 1h, 50)',
  'percentile((t - TimeGenerated) / 1m, 100)',
  'percentiles(l, 50, 95)',
  'make_list(l)',
  'make_set(u)',
  'take_any(s)',
  'arg_max(t, l, s)',
  'arg_min(l, *)',
  'make_bag(bag_pack(s, l))',
];

const shapes: readonly string[] = [
  'T',
  'T | count',
  'T | take 3',
  'T | sort by l asc | take 3',
  'T | top 2 by t',
  'T | project s, d',
  'T | project-away d',
  'T | extend x = l + m | where x > 0 | project x',
  'T | project s = u, u = s | where s == "abc"',
  'T | distinct s, b',

  'T | distinct u | count',
  'T | where b | distinct l | sort by l',
  'T | serialize n = row_number() | where s == "abc"',
  'T | sort by t | extend q = prev(l) | where l == 7',
  'T | where b | sort by t | where prev(l) == 7 and s == "abc"',
  'T | join kind=inner (T | where b | project s, x = l) on s | where l > 0 | count',
  'T | join (T | project s, x = m) on s',
  'T | join kind=leftanti (T | where b) on s',
  'T | join kind=leftouter (T | summarize n = count() by s) on s | where s != "abc" | project l, n',
  'T | lookup (T | summarize n = dcount(l) by s) on s | project s, n',
  'T | join kind=rightsemi (T | where b) on l | project s',
  'union T, T | where s == "abc" | summarize count(), sum(l) by u',
  'union (T | project s, l), (T | where b | project s, m) | where s contains "b"',
  'T | mv-expand d | where s == "abc"',
  'T | mv-expand x = d to typeof(string) | where x == "text" and l == 7',
  'T | parse s with a "b" e | where a == "a" and l == 7 | project a, e, l',
  'let big = T | where l > 5; big | summarize count() by s',
  'let big = T | where l > 5; big | join kind=inner (big | where b) on s | count',
  'let k = toscalar(T | summarize max(l)); T | where l == k | project s',
  'let f = (x: long) { T | where l > x }; f(5) | summarize max(l) by b',
  'T | summarize n = count() by s | where n > 1 | summarize sum(n)',
  'T | summarize n = count() by s | summarize m = max(n)',
  'T | summarize n = count(), x = sum(l) by s | where x > 0 | count',
  'T | where s == "abc" | summarize arg_max(t, *) by u',
  'T | summarize make_list(d) by s',
  'T | summarize by s, u',
  'T | as X | where l == 7 | union (X | where b) | count',
  'T | make-series n = count() on t from ago(3d) to now() step 1d by s',
  'T | mv-apply d on (where isnotempty(d) | summarize n = count()) | where l == 7 | project n',
  'T | where ingestion_time() > ago(1d) | count',
  'T | extend it = ingestion_time() | project it, s',
  // Groups of a union's inputs, asked for together.
  'union (T | summarize n = count() by s), (T | summarize n = dcount(l) by s) | where n > 1',
  'union (T | summarize n = sum(l) by s), (T | where b | summarize n = sum(m) by s | extend k = 1), (T | summarize n = max(t) by b)',
  'union (T | summarize n = count() by s | where s != ""), (T | summarize n = count(), x = dcount(u) by s), T | take 5',
  'let x = T | summarize n = count() by s; union x, (x | where n > toscalar(x | summarize min(n))), (T | summarize n = count() by s)',
  'union (T | summarize n = count() by s), (T | where l > toscalar(T | summarize min(l)) | summarize n = count() by s = u), (print s = "x", n = 1)',
  'union (union (T | summarize n = count() by s), (T | summarize n = countif(b) by s)), (T | summarize n = count() by s = u) | summarize sum(n) by s',
  // The first rows, of which no more are read than count.
  'T | take 2 | summarize max(l)',
  'T | where b | take 2',
  'T | where u has "é" | take 2',
  'T | top 3 by l',
  'T | top 3 by l asc',
  'T | top 3 by l asc nulls last',
  'T | top 3 by l nulls first',
  'T | top 2 by r | project s',
  'T | top 2 by s',
  'T | where l > 1 and s != "" | top 2 by t | project t, s',
  'T | where tostring(d) != "text" | top 2 by p asc',
  'T | extend x = l + m | where x > 3 | top 2 by x | project-away d',
  'T | extend x = t + 1h | sort by x desc, l asc | take 3 | where b',
  'T | sort by t asc | extend q = prev(l) | take 3',
  'T | sort by t asc | extend q = next(l) | take 3',
  'T | sort by t asc | where l > 1 | take 2',
  'T | sort by l asc | sort by t asc | take 2',
  'T | top 4 by l | top 2 by t',
  'T | take 5 | top 2 by l | count',
  'T | take 0',
  'union (T | where b), (T | project l = m, t) | top 3 by l',
  'union T, T | take 3 | project l, s',
  'let x = T | where b; x | top 2 by l | union (x | count)',
  'let x = T | where b; x | top 2 by l',
  'T | where s in ((T | top 2 by l | project s)) | count',
  'T | join kind=inner (T | top 2 by l | project s) on s | count',
  'T | summarize n = count() by s | top 2 by n',
  'T | mv-expand d | take 2',
  // Values that are looked up by a text or a dynamic.
  'T | summarize count() by tostring(d)',
  'T | where isnotempty(d.a) | summarize dcount(s) by b',
  'T | where tostring(d) == "text" and l > 5',
  'T | where tobool(d) | project l, d',
  'T | extend x = tostring(parse_json(s).a), y = toint(parse_json(s).b) | where isnotnull(y) or x != "" | summarize count(), dcount(x), countif(x == "x"), max(y) by x, y',
  'T | extend j = parse_json(s) | where j.a == "x" | summarize sum(l) by b',
  'T | where u matches regex "a.c" and b | summarize n = count(), m = max(t) by x = extract("(.)c", 1, u)',
  'union (T | project k = tostring(d.a), l), (T | where tolong(parse_json(s).b) == 1 | project k = s, l) | summarize count(), sum(l) by k',
  'T | summarize n = count() by x = tostring(d) | where n > 1 | summarize sum(n) by strlen(x)',
  'let x = T | extend k = tostring(parse_json(s).a); x | join kind=inner (x | where k != "") on k | count',
  'let y = 1; T | where tolong(parse_json(s).b) == y | count',
  'T | summarize count() by strcat(tostring(d), u)',
  'T | extend x = toreal(d) | summarize countif(x > 1.0), percentile(x, 50)',
  'T | summarize count() by x = array_length(d), y = gettype(d)',
  ...keys.map((key) => `T | summarize count(), sum(i) by ${key}`),
  ...totals.flatMap((total) => [
    `T | summarize ${total}`,
    `T | where s has "abc" | summarize ${total} by s`,
    `T | where l > 5 | summarize ${total} by b`,
  ]),
];

/** Several conditions as values, which tell null from false. */
function grouped(size: number): readonly string[] {
  return Array.from({ length: Math.ceil(conditions.length / size) }, (_, i) => {
    const some = conditions.slice(i * size, (i + 1) * size).map((condition, k) => `x${k} = ${condition}`);
    return `T | project ${some.join(', ')} | summarize count() by ${some.map((_, k) => `x${k}`).join(', ')}`;
  });
}

const queries = [...shapes, ...conditions.map((condition) => `T | where ${condition}`), ...grouped(6)];

let analysed: ReturnType<typeof questions> | undefined;
function allQuestions(): ReturnType<typeof questions> {
  analysed ??= questions(columns, queries);
  return analysed;
}

test('the store and the evaluator together answer as the evaluator alone', async () => {
  const asked = allQuestions();
  await fc.assert(
    fc.asyncProperty(
      fc.array(rows, { maxLength: 30 }),
      fc.constantFrom(anyTable, rowsThatCount),
      async (cells, lookups) => {
        const ingested = cells.map(([first = null]) => first);
        expect(differing(await bothAnswers({ columns, rows: cells, ingested }, asked, lookups))).toEqual([]);
      },
    ),
    { numRuns: 4 },
  );
}, 300_000);

test('what DuckDB can do whole, it does', async () => {
  const asked = questions(columns, ['T | where s == "abc" | summarize count() by s']);
  const [answer] = await bothAnswers({ columns, rows: [] }, asked);
  expect(answer?.told.map(({ op }) => op)).toEqual(['summarize']);
});

const json: readonly Column[] = [
  { name: 's', type: 'string' },
  { name: 'l', type: 'long' },
];

const overAll = [
  'T | summarize count() by x = tostring(parse_json(s).a)',
  'T | extend p = parse_json(s) | where p.a == "x" | summarize sum(l) by tostring(p.a)',
  'union (T | project k = tostring(parse_json(s).a)), (T | project k = s) | summarize dcount(k)',
  'T | extend r = toreal(parse_json(s).b) | summarize percentile(r, 50) by x = extract("b.:(.)", 1, s)',
];
const overSome = [
  'T | where l < 100 | summarize count() by x = tostring(parse_json(s).a)',
  'T | where l < 100 | extend p = parse_json(s) | where p.a == "x" | summarize sum(l) by tostring(p.b)',
  'T | where l < 100 | extend p = parse_json(s) | where p.a != "" and l > 2 | extend q = extract("a.:.(.)", 1, s) | summarize count() by q, b = toint(p.b)',
];

test.each([
  ...overAll.map((text) => ['all rows', anyTable, text] as const),
  ...overSome.map((text) => ['the rows that count', rowsThatCount, text] as const),
])(
  'values that DuckDB cannot compute are looked up among %s, so that it groups all the same',
  async (_, lookups, text) => {
    const texts = ['{"a":"x","b":1}', '{"a":"y","b":2}', ''];
    const rows = Array.from({ length: 12 }, (__, i): Row => [texts[i % 3] ?? '', BigInt(i)]);
    const [answer] = await bothAnswers({ columns: json, rows }, questions(json, [text]), lookups);
    expect(answer?.pushed).toEqual(answer?.reference);
    expect(answer?.told.map(({ op }) => op)).toEqual(['summarize']);
  },
);

test('values are looked up among the rows that there are, later ones too', async () => {
  const [asked] = questions(json, ['T | summarize count() by x = tostring(parse_json(s).a) | sort by x asc']);
  const store = await openStore({ threads: 2 });
  try {
    await store.put('T', { columns: json, rows: [['{"a":"x"}', 1n]] });
    const answer = async (): Promise<unknown> => {
      const prepared = asked?.prepared;
      if (!prepared) throw new Error('no question');
      const run = openRun(prepared, { now: testClock });
      const loaded = await loadRows(prepared.plan, run, store, { lookups: anyTable });
      return runPrepared(prepared, { now: testClock, loaded }).value?.rows;
    };
    expect(await answer()).toEqual([['x', 1n]]);
    await store.add('T', { rows: [['{"a":"y"}', 1n]] });
    expect(await answer()).toEqual([
      ['x', 1n],
      ['y', 1n],
    ]);
    await store.drop('T');
    const left = await store.rows('SELECT count(*) FROM duckdb_tables()', [{ name: 'n', type: 'long' }]);
    expect(left).toEqual([[0n]]);
  } finally {
    await store.close();
  }
});

test.each([
  ['T | top 3 by l | project s', 3],
  ['T | where l % 2 == 0 | extend x = l * 2 | top 3 by x asc', 3],
  ['T | sort by l desc | take 2 | project s', 2],
  ['T | take 4', 4],
  ['T | where l > 5 | take 4 | project l', 4],
  ['union (T | where l > 50), (T | where l < 50) | top 3 by l', 6],
  ['let x = T | where l > 50; x | top 3 by l', 3],
  ['T | top 3 by s', 100],
  ['T | where u has "é" | top 3 by l', 100],
  ['T | sort by l asc | extend n = next(l) | take 3', 100],
  ['let x = T; x | top 3 by l | union (x | where l < 0)', 100],
])('of the first rows of %s, %i are read', async (text, count) => {
  const alike: readonly Column[] = [
    { name: 'TimeGenerated', type: 'datetime' },
    { name: 's', type: 'string' },
    { name: 'u', type: 'string' },
    { name: 'l', type: 'long' },
  ];
  const cells = Array.from({ length: 100 }, (_, i): Row => [now + BigInt(i), `${i % 5}`, 'é', BigInt(i)]);
  const [asked] = questions(alike, [text]);
  const store = await openStore({ threads: 2 });
  try {
    await store.put('T', { columns: alike, rows: cells });
    const prepared = asked?.prepared;
    if (!prepared) throw new Error('no question');
    const loaded = await loadRows(prepared.plan, openRun(prepared, { now: testClock }), store);
    expect([...loaded.values()].reduce((sum, rows) => sum + rows.length, 0)).toBe(count);
  } finally {
    await store.close();
  }
});

test('a column that is made from itself again and again costs no more than its steps', async () => {
  const steps = Array.from({ length: 40 }, (_, i) => `extend x = iff(l > ${i}, strcat(x, "${i % 10}"), x)`);
  const asked = questions(columns, [`T | extend x = s | ${steps.join(' | ')} | where x == "abc01" | project x, l`]);
  const row = (text: string, long: bigint): Row =>
    columns.map(({ name }) => (name === 's' ? text : name === 'l' ? long : null));
  const answers = await bothAnswers({ columns, rows: [row('abc', 2n), row('abc', 3n), row('b', 2n)] }, asked);
  expect(differing(answers)).toEqual([]);
  expect(answers.map(({ pushed }) => pushed)).toEqual([[['abc01', 2]]]);
});

test('a percentile of whole percents is that of the nearest rank, however many values there are', async () => {
  const longs: readonly Column[] = [
    { name: 'n', type: 'long' },
    { name: 'i', type: 'long' },
  ];
  const cells = Array.from({ length: 120 }, (_, n) =>
    Array.from({ length: n + 1 }, (__, i): Row => [BigInt(n), BigInt(i)]),
  );
  const texts = [0, 1, 7, 29, 50, 57, 58, 95, 99, 100].map((rank) => `T | summarize percentile(i, ${rank}) by n`);
  const answers = await bothAnswers({ columns: longs, rows: cells.flat() }, questions(longs, texts));
  expect(differing(answers)).toEqual([]);
  expect(answers.flatMap(({ told }) => told.map(({ op }) => op))).toEqual(texts.map(() => 'summarize'));
});

test('names that only their case tells apart are different columns', async () => {
  const alike: readonly Column[] = [
    { name: 'ip', type: 'string' },
    { name: 'IP', type: 'string' },
    { name: 'Ip 1', type: 'string' },
  ];
  const asked = questions(alike, [
    'T | where IP == "b" and ip == "a"',
    'T | summarize count() by IP',
    'T | summarize n = count(), N = max(strlen(ip)) by IP | summarize sum(n), sum(N)',
    'union (T | project x = ip), (T | project X = IP) | summarize countif(x == "a"), countif(X == "b")',
    'T | summarize n = count(), N = countif(ip == "a") by IP | where N == 1 and n == 2',
  ]);
  const rows = [
    ['a', 'b', ''],
    ['A', 'b', 'é'],
  ];
  const answers = await bothAnswers({ columns: alike, rows }, asked);
  expect(differing(answers)).toEqual([]);
  expect(answers.map(({ pushed }) => pushed)).toEqual([
    [['a', 'b', '']],
    [['b', 2]],
    [[2, 1]],
    [[1, 2]],
    [['b', 2, 1]],
  ]);
  expect(answers[3]?.told.map(({ op }) => op)).toEqual(['summarize']);
});

test('names and texts that would be SQL stay names and texts', async () => {
  const name = `a"; DROP TABLE "T"; --`;
  const odd: readonly Column[] = [{ name, type: 'string' }];
  const text = `'; DROP TABLE "T"; --`;
  const asked = questions(odd, [
    `T | where ['${name}'] == @"'; DROP TABLE ""T""; --" | summarize count() by ['${name}']`,
    `T | where ['${name}'] has "DROP" or ['${name}'] in ("'", "''") | count`,
    'T',
  ]);
  const answers = await bothAnswers({ columns: odd, rows: [[text], ["'"], ['x']] }, asked);
  expect(differing(answers)).toEqual([]);
  expect(answers.map(({ pushed }) => pushed)).toEqual([[[text, 1]], [[2]], [["'"], [text], ['x']]]);
});

test('each SQL form stands in a query of these', () => {
  const names = new Set<string>();
  const look = (part: unknown): void => {
    if (typeof part !== 'object' || part === null || part instanceof Map) return;
    if ('op' in part && part.op === 'call' && 'name' in part) names.add(String(part.name));
    if ('aggregates' in part && Array.isArray(part.aggregates))
      for (const each of part.aggregates) names.add(each.name);
    for (const each of Object.values(part)) look(each);
  };
  for (const { prepared } of allQuestions()) look(prepared.plan);
  const forms = [
    ...Object.entries(functions).filter(([, row]) => overloadsOf(row).some(({ sql, sqlKeeps }) => sql ?? sqlKeeps)),
    ...Object.entries(aggregates).filter(([, { sql }]) => sql),
  ].map(([name]) => name);
  expect(forms.filter((name) => !names.has(name))).toEqual([]);
});
