import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { prepareSteps, runQuery, type Trace, traceSteps } from './index.ts';

const now = new Date('2026-03-02T10:00:00Z');
const events = `let Events = datatable(Id: long, Name: string, Count: long, Tags: dynamic) [
    1, "ava", 3, dynamic(["a", "b"]),
    2, "Ben", 5, dynamic(["a"]),
    3, "cora", 7, dynamic([])
];
`;

function traceOf(query: string): Trace {
  const { value: prepared, problems } = prepareSteps(query);
  const traced = prepared && traceSteps(prepared, { now });
  if (!traced?.value)
    throw new Error([...problems, ...(traced?.problems ?? [])].map(({ message }) => message).join('\n'));
  return traced.value;
}
const steps = (query: string): readonly string[] =>
  traceOf(events + query).steps.map(
    ({ text, depth, rowsIn, rowsOut }) => `${'. '.repeat(depth)}${rowsIn ?? ''}→${rowsOut} ${text}`,
  );

describe('rows of each step', () => {
  test.each<[string, string, readonly string[]]>([
    [
      'a pipe',
      'Events | where Count > 3 | extend Twice = Count * 2 | take 1',
      ['3→2 where Count > 3', '2→2 extend Twice = Count * 2', '2→1 take 1'],
    ],
    [
      'a list that is expanded',
      'Events | mv-expand Tags | summarize n = count() by Name',
      ['3→3 mv-expand Tags', '3→2 summarize n = count() by Name'],
    ],
    [
      'a join, with the pipe inside it',
      'Events | join kind=inner (Events | where Count > 3) on Id',
      ['3→2 join kind=inner (Events | where Count > 3) on Id', '. 3→2 where Count > 3'],
    ],
    [
      'a name that is read twice is computed once',
      'let many = Events | where Count > 3; many | union many | count',
      ['3→2 where Count > 3', '2→4 union many', '4→1 count'],
    ],
    [
      'a filter that is an expression',
      'Events | where Id in ((Events | where Count > 3 | project Id))',
      ['3→2 where Id in ((Events | where Count > 3 | project Id))', '. 3→2 where Count > 3', '. 2→2 project Id'],
    ],
    [
      'a body that runs for each row',
      'Events | mv-apply Tag = Tags to typeof(string) on (where Tag == "a")',
      ['3→2 mv-apply Tag = Tags to typeof(string) on (where Tag == "a")', '. 3→2 where Tag == "a"'],
    ],
  ])('%s', (_name, query, expected) => {
    expect(steps(query)).toEqual(expected);
  });
});

describe('parts of a filter', () => {
  const conditions = (query: string) =>
    traceOf(events + query)
      .steps.at(-1)
      ?.conditions?.map(({ text, keeps, keepsOut, examples }) => ({
        text,
        keeps,
        keepsOut,
        values: examples.map(({ values }) => values),
        differsInCase: examples.some((each) => each.differsInCase),
      }));

  test('how many rows each keeps, and how many it alone keeps out', () => {
    expect(conditions('Events | where Count > 3 and (Name == "ben" and isnotempty(Tags))')).toEqual([
      { text: 'Count > 3', keeps: 2, keepsOut: 0, values: [{ Count: 3 }], differsInCase: false },
      {
        text: 'Name == "ben"',
        keeps: 0,
        keepsOut: 2,
        values: [{ Name: 'ava' }, { Name: 'Ben' }, { Name: 'cora' }],
        differsInCase: true,
      },
      { text: 'isnotempty(Tags)', keeps: 3, keepsOut: 0, values: [], differsInCase: false },
    ]);
  });

  test('a list that minds letter case', () => {
    expect(conditions('Events | where Name in ("AVA", "ben")')?.[0]).toMatchObject({ keeps: 0, differsInCase: true });
    expect(conditions('Events | where Name in~ ("x")')?.[0]).toMatchObject({ keeps: 0, differsInCase: false });
  });

  test('what between() and or join is one part', () => {
    expect(conditions('Events | where Count between (4 .. 6) or Id == 1')?.map(({ text }) => text)).toEqual([
      'Count between (4 .. 6) or Id == 1',
    ]);
  });

  test('places are those of the query', () => {
    const query = `${events}Events | where Count > 3 and Id > 1`;
    for (const { text, start, end } of traceOf(query).steps.at(-1)?.conditions ?? [])
      expect(query.slice(start, end)).toBe(text);
  });
});

test('a query whose columns only its rows tell is traced to its end', () => {
  const query = `${events}Events | project Id, Bag = bag_pack("Country", Name) | evaluate bag_unpack(Bag) | where Country == "ava"`;
  const { result, steps: traced } = traceOf(query);
  expect(result.rows).toHaveLength(1);
  expect(traced.at(-1)).toMatchObject({ text: 'where Country == "ava"', rowsIn: 3, rowsOut: 1 });
});

test('the rows are those of a run, and what parts keep adds up', () => {
  const predicates = ['Count > 3', 'Name has "a"', 'Id != 2', 'isnotempty(Tags)', 'Name == "ben"'];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...predicates), { minLength: 1, maxLength: 4 }), (chosen) => {
      const query = `${events}Events | where ${chosen.join(' and ')} | project Id, Name`;
      const { result, steps: traced } = traceOf(query);
      expect(result.rows).toEqual(runQuery(query, { now }).value?.rows);
      const filter = traced.at(-2);
      const kept = filter?.conditions ?? [];
      expect(kept).toHaveLength(chosen.length);
      const out = 3 - (filter?.rowsOut ?? 0);
      expect(kept.reduce((sum, { keepsOut }) => sum + keepsOut, 0)).toBeLessThanOrEqual(out);
      expect(Math.max(...kept.map(({ keeps }) => 3 - keeps))).toBeLessThanOrEqual(out);
    }),
    { numRuns: 30 },
  );
});
