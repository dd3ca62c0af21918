import { expect, test } from 'vitest';
import { analyseQuery } from './analyse.ts';

const columnsOf = (query: string): string[] =>
  analyseQuery(query).output.columns.map(({ name, type }) => `${name}:${type}`);

const table = (type: string): string => `(datatable(a: ${type})[])`;

test.each([
  [
    ['long', 'long', 'string'],
    ['a_long:long', 'a_string:string'],
  ],
  [
    ['long', 'string', 'string'],
    ['a_long:long', 'a_string:string'],
  ],
  [
    ['string', 'string', 'dynamic', 'string', 'long'],
    ['a_string:string', 'a_dynamic:dynamic', 'a_long:long'],
  ],
  [['string', 'string', 'string'], ['a:string']],
])('a union of columns of the types %j has the columns %j', (types, expected) => {
  expect(columnsOf(`union ${types.map(table).join(', ')}`)).toEqual(expected);
});

test('a column that only some sign-in tables keep as text can be named by its type, in any order of the tables', () => {
  const tables = 'AADNonInteractiveUserSignInLogs, AADServicePrincipalSignInLogs, SigninLogs';
  expect(columnsOf(`union ${tables} | project LocationDetails_string, LocationDetails_dynamic`)).toEqual([
    'LocationDetails_string:string',
    'LocationDetails_dynamic:dynamic',
  ]);
});
