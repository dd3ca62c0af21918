import { expect, test } from 'vitest';
import { analyseQuery } from '../analyse.ts';

test.each([
  ["_GetWatchlist('vip') | take 1", ['_GetWatchlist(vip)']],
  ["let alias = 'vip'; _GetWatchlist(alias)", ['_GetWatchlist(vip)']],
  ["_GetWatchlist(strcat('v', 'ip'))", ['_GetWatchlist(null)']],
  ['_Im_Authentication(starttime=ago(1d)) | take 1', ['_Im_Authentication(null)']],
  ['_Im_Authentication | take 1', ['_Im_Authentication()']],
  ['let mine = (x: long) { x + 1 }; print mine(1), tolower("A")', []],
  ['NoSuchParser(1)', ['NoSuchParser?()']],
])('%s', (query, expected) => {
  const { functions } = analyseQuery(query);
  expect(functions.map((f) => `${f.name}${f.known ? '' : '?'}(${f.arguments.map(String).join(', ')})`)).toEqual(
    expected,
  );
});
