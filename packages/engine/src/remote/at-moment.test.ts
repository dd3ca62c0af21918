import { expect, test } from 'vitest';
import { atMoment } from './at-moment.ts';

const now = new Date('2026-03-02T10:00:00Z');
const moment = 'datetime(2026-03-02T10:00:00.0000000Z)';

test.each([
  ['print now()', `print ${moment}`],
  ['print now(-1h)', `print (${moment} + (-1h))`],
  ['T | where x > ago(1d) and x < ago( 2h )', `T | where x > (${moment} - (1d)) and x < (${moment} - ( 2h ))`],
  ['print ago(now() - datetime(2026-01-01))', `print (${moment} - (${moment} - datetime(2026-01-01)))`],
  ['let f = (d: timespan) { ago(d) }; print f(1h)', `let f = (d: timespan) { (${moment} - (d)) }; print f(1h)`],
  ['let ago = (x: long) { x }; print ago(1)', 'let ago = (x: long) { x }; print ago(1)'],
  ['print "now() and ago(1d)" // now()', 'print "now() and ago(1d)" // now()'],
  ['print 1', 'print 1'],
])('%s', (query, expected) => {
  expect(atMoment(query, now)).toBe(expected);
});
