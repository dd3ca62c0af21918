import { expect, test } from 'vitest';
import { rowsOf } from '../evaluate.test-support.ts';

const events = `datatable(t: long, what: string)[
  1, 'on', 2, 'x', 3, 'off', 4, 'y', 5, 'on', 6, 'on', 7, 'z', 8, 'off'] | sort by t asc`;

test.each([
  [
    'range x from 1 to 4 step 1 | scan declare (sum: long, seen: string = "no") with (step s: true => sum = coalesce(s.sum, 0) + x;)',
    [
      [1, 1, 'no'],
      [2, 3, 'no'],
      [3, 6, 'no'],
      [4, 10, 'no'],
    ],
  ],
  [
    'range x from 1 to 3 step 1 | scan declare (n: long = 5) with (step s: x > 1 => n = n + 1;)',
    [
      [2, 6],
      [3, 6],
    ],
  ],
  [
    `${events} | scan with_match_id = id with (
      step start: what == "on"; step within: what !in ("on", "off"); step stop: what == "off";)`,
    [
      [1, 'on', 0],
      [2, 'x', 0],
      [3, 'off', 0],
      [5, 'on', 1],
      [6, 'on', 1],
      [7, 'z', 1],
      [8, 'off', 1],
    ],
  ],
  [
    `${events} | scan declare (began: long) with (
      step start output = last: what == "on" => began = t; step stop: what == "off" => began = start.t;)`,
    [
      [1, 'on', 1],
      [3, 'off', 1],
      [6, 'on', 6],
      [8, 'off', 6],
    ],
  ],
  [
    `${events} | scan declare (began: long) with (
      step start output = none: what == "on"; step stop: what == "off" => began = start.t;) | project t, began`,
    [
      [3, 1],
      [8, 6],
    ],
  ],
  // The analyser's match_id is in nobody's way.
  ['range x from 1 to 2 step 1 | scan with (step s: true;) | join kind=inner (print x = 2) on x', [[2, 2]]],
  [
    'range x from 1 to 2 step 1 | scan with (step s: true;) | union (print y = 3) | distinct *',
    [
      [1, null],
      [2, null],
      [null, 3],
    ],
  ],
  [
    'range x from 1 to 1 step 1 | scan with (step s: true;) | mv-expand y = pack_array(x, 5) to typeof(long)',
    [
      [1, 1],
      [1, 5],
    ],
  ],
  ['range x from 1 to 1 step 1 | scan with (step s: true;) | extend match_id = pack_all()', [[1, { x: 1 }]]],
  [
    'range x from 1 to 2 step 1 | partition hint.strategy=native by x (sort by x | scan with (step s: true;) | extend y = x)',
    [
      [1, 1],
      [2, 2],
    ],
  ],
  ['range x from 1 to 2 step 1 | scan with (step s: true;) | where match_id == 0', [expect.stringMatching(/^ENG105/)]],
  [
    'range x from 1 to 2 step 1 | scan with (step s: true;) | extend x + 1',
    [
      [1, 2],
      [2, 3],
    ],
  ],
])('%s', (query, expected) => {
  expect(rowsOf(query)).toEqual(expected);
});

test.each([
  ['rows without an order', 'datatable(x: long)[1] | scan with (step s: true;)'],
  [
    'an assignment that reads another',
    'range x from 1 to 2 step 1 | scan declare (a: long, b: long) with (step s: true => a = x, b = a;)',
  ],
  ['a later step', 'range x from 1 to 2 step 1 | scan with (step a: x > b.x; step b: true;)'],
])('refuses %s', (_, query) => {
  expect(rowsOf(query)[0]).toMatch(/^ENG10[1235] /);
});
