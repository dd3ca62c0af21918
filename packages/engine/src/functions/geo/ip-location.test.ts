import { expect, test } from 'vitest';
import { testClock } from '../../evaluate.test-support.ts';
import { runQuery, tableJson } from '../../index.ts';
import { ipLocations } from './ip-location.ts';

const place = (network: string, city: string) => ({
  network,
  country: 'Exampleland',
  state: 'North',
  city,
  latitude: 1.5,
  longitude: -2.25,
});
const { locations, wrong } = ipLocations([
  place('203.0.113.0/24', 'Wide'),
  place('203.0.113.128/25', 'Narrow'),
  place('2001:db8::/32', 'Six'),
  place('nowhere', 'None'),
]);

const cityOf = (address: string, missing: 'refuse' | 'empty' = 'refuse') =>
  runQuery(`print tostring(geo_info_from_ip_address('${address}').city)`, {
    now: testClock,
    ipLocations: locations,
    missing,
  });

test.each([
  ['203.0.113.7', 'Wide'],
  ['203.0.113.200', 'Narrow'],
  ['2001:db8::1', 'Six'],
  ['2001:db8:0:0:0:0:203.0.113.7', 'Six'],
])('%s lies in %s', (address, city) => {
  const { value } = cityOf(address);
  expect(value && tableJson(value).rows).toEqual([[city]]);
});

test('an address that is not told is refused, or null where what is missing is empty', () => {
  expect(cityOf('198.51.100.1').problems).toMatchObject([{ code: 'ENG102' }]);
  const { value } = cityOf('198.51.100.1', 'empty');
  expect(value && tableJson(value).rows).toEqual([['']]);
});

test('without locations the query is refused, or runs with a warning', () => {
  const query = "print geo_info_from_ip_address('203.0.113.7')";
  expect(runQuery(query, { now: testClock }).problems).toMatchObject([{ code: 'ENG115' }]);
  const { value, problems } = runQuery(query, { now: testClock, missing: 'empty' });
  expect(value && tableJson(value).rows).toEqual([[null]]);
  expect(problems).toMatchObject([{ code: 'ENG114', severity: 'warning' }]);
});

test('a network that is none is told', () => {
  expect(wrong.map((row) => row.network)).toEqual(['nowhere']);
});
