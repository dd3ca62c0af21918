import { expect, test } from 'vitest';
import { columnContents } from './column-contents.ts';

test.each([
  ['T | summarize C = make_set(IP) by User', 'array'],
  ['T | summarize C = make_set(IP, 10), N = count() by User\n| where N > 3\n| order by N', 'array'],
  ['T | summarize make_set(C) by User', undefined],
  ['T | summarize C = tostring(make_set(IP)) by User', 'array'],
  ['T | summarize C = make_set(IP) by User | extend C = tostring(C)', 'array'],
  ['T | summarize S = make_list(IP) by User | project User, C = S', 'array'],
  ['T | summarize C = make_bag(B) by User | project User, C', 'bag'],
  ['T | extend C = split(Name, "@")', 'array'],
  ['T | extend C = bag_pack("a", 1) | top 3 by TimeGenerated', 'bag'],
  ['let x = 1; T | extend C = pack_array(A, B);', 'array'],
  ['(union isfuzzy=true (T), (U)) | summarize C = make_set(IP) by User', 'array'],
  ['T | summarize C = make_set(IP) by User | mv-expand Other', 'array'],
  // nothing is certain, or the value is taken apart
  ['T | extend C = split(Name, "@")[0]', undefined],
  ['T | summarize C = make_set(IP) by User | extend C = tostring(C[0])', undefined],
  ['T | summarize C = make_set(IP) by User | mv-expand C', undefined],
  ['T | summarize C = make_set(IP) by User | mv-expand C to typeof(string)', undefined],
  ['T | summarize C = make_set(IP) by User | extend C = strcat_array(C, ", ")', undefined],
  ['T | extend C = tostring(Name) // = make_set(x)', undefined],
  ['T | where C == "make_set(x)"', undefined],
  ['T | join (T | summarize C = make_set(IP) by User) on User', undefined],
  ['T | summarize C = make_set(IP) by User | join U on User', undefined],
  ['let S = T | summarize C = make_set(IP) by User; S', undefined],
  ['T | extend C = iff(true, make_set(IP), "")', undefined],
  ['', undefined],
  ['T | (((', undefined],
])('%s → %s', (query, expected) => {
  expect(columnContents(query, 'C')).toBe(expected);
});

test('an aggregate without a name', () => {
  expect(columnContents('T | summarize make_set(IP), make_list(User) by App', 'set_IP')).toBe('array');
});
