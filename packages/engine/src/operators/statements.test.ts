import { expect, test } from 'vitest';
import { rowsOf, testClock } from '../evaluate.test-support.ts';
import { runQuery } from '../index.ts';

test.each([
  ['set notruncation; print x = 1', [[1]]],
  ['set servertimeout = 4m; set queryconsistency = "strongconsistency"; print x = 1', [[1]]],
  [
    'declare query_parameters(least: long = 2, who: string = "ann"); range x from 1 to 3 step 1 | where x >= least | extend w = who',
    [
      [2, 'ann'],
      [3, 'ann'],
    ],
  ],
  ['print a100 = 1, a20 = 2, b = 3 | project-reorder b, a* granny-asc', [[3, 2, 1]]],
  ['print b = 1, a2 = 2, a1 = 3 | project-reorder a* desc', [[2, 3, 1]]],
  ['print a = 1, b = 2, ab = 3 | project-by-names "b", "a*", "none"', [[2, 1, 3]]],
  ['let wanted = dynamic(["c", "a"]); print a = 1, b = 2, c = 3 | project-by-names wanted, "*"', [[3, 1, 2]]],
  ['print d = dynamic({"m": [1, "x", 2.5]}) | mv-expand d.m to typeof(real) | project d_m', [[1], [null], [2.5]]],
  [
    'datatable(g: guid)[guid(11111111-1111-1111-1111-111111111111), guid(22222222-2222-2222-2222-222222222222)] | top 1 by g',
    [['22222222-2222-2222-2222-222222222222']],
  ],
  ['datatable(x: real, n: long)[real(null), 1, real(nan), 2] | summarize arg_min(x, n)', [['NaN', 2]]],
  ['datatable(x: real, n: long)[1.5, 1, real(nan), 2, 2.5, 3] | summarize arg_max(x, n)', [['NaN', 2]]],
  ['print d = range(1, 200) | mvexpand d | count', [[128]]],
  ['print d = range(1, 200) | mv-expand d | count', [[200]]],
  ['datatable(x: real)[1.5, real(nan), real(null)] | sort by x asc', [[null], ['NaN'], [1.5]]],
  ['datatable(x: real)[real(null), 1.5, real(nan)] | sort by x desc', [[1.5], ['NaN'], [null]]],
])('%s', (query, expected) => {
  expect(rowsOf(query)).toEqual(expected);
});

test.each([
  ['set query_now = datetime(2020-01-01); print now()', 'set query_now'],
  ['set query_take_max_records = 1; print x = 1', 'set query_take_max_records'],
  ['declare query_parameters(n: long); print n', 'the query parameter n without a default'],
  ['alias database d = cluster("c").database("d"); print 1', 'alias'],
  ['print x = 1; print y = 2', 'a second result'],
  ['print a = 1 | project-by-names "none"', 'project-by-names with these columns'],
  ['print a = 1 | project-away *', 'project-away with these columns'],
  ['datatable(d: dynamic)["[1]"]', 'a text that is JSON in a dynamic column'],
  [
    'datatable(g: guid)[guid(01000000-0000-0000-0000-000000000000), guid(00000002-0000-0000-0000-000000000000)] | sort by g',
    'GUIDs whose order is not certain',
  ],
  ['datatable(x: real)[1, real(nan)] | summarize arg_min(x, *)', 'arg_min() met'],
  ['print x = "a" | facet by x', 'facet'],
  ['print x = 1 | consume', 'consume'],
  ['print x = 1 | fork (count) (project x)', 'fork'],
])('refuses %s', (query, what) => {
  const said = rowsOf(query);
  expect(said[0]).toContain(what);
});

test('render says how to draw, and leaves the rows as they are', () => {
  const query =
    'print t = 1, n = 2, m = 3 | render columnchart with (kind = stacked, title = "Totals", xcolumn = t, ycolumns = n, m, ymin = 0, accumulate = true)';
  expect(runQuery(query, { now: testClock }).value).toEqual({
    columns: [
      { name: 't', type: 'long' },
      { name: 'n', type: 'long' },
      { name: 'm', type: 'long' },
    ],
    rows: [[1n, 2n, 3n]],
    render: {
      kind: 'columnchart',
      properties: { kind: 'stacked', title: 'Totals', xcolumn: 't', ycolumns: ['n', 'm'], ymin: 0, accumulate: true },
    },
  });
});
