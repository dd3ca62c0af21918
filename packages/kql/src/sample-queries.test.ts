import fc from 'fast-check';
import { expect, test } from 'vitest';
import { analyseQuery } from './analyse.ts';
import { sampleQueries } from './sample-queries.test-support.ts';

const samples = Object.values(sampleQueries);

test.each(Object.entries(sampleQueries))('%s has no problem', (_, query) => {
  const { problems, output } = analyseQuery(query);
  expect(problems.filter((problem) => problem.kind !== 'unknown-table')).toEqual([]);
  expect(output.tabular).toBe(true);
});

test('whatever is cut out of a query, there is an analysis, and its places lie in the query', () => {
  const damaged = fc
    .tuple(
      fc.constantFrom(...samples),
      fc.nat(),
      fc.nat({ max: 30 }),
      fc.constantFrom('', '(', '"', '|', ';', '*', '\u0000'),
    )
    .map(([query, at, length, put]) => {
      const from = at % query.length;
      return query.slice(0, from) + put + query.slice(from + length);
    });
  fc.assert(
    fc.property(damaged, (query) => {
      const { problems, tables, functions, windows, literals, properties, searchesEverything } = analyseQuery(query);
      const places = [problems, tables, functions, windows, literals, properties, searchesEverything].flat();
      for (const { start, end } of [...places, ...literals.flatMap((each) => each.values)]) {
        expect(start).toBeGreaterThanOrEqual(0);
        expect(end).toBeGreaterThanOrEqual(start);
        expect(end).toBeLessThanOrEqual(query.length);
      }
    }),
    { numRuns: 60 },
  );
});
