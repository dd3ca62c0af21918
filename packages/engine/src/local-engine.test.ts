import { expect, test } from 'vitest';
import { temporaryFolder } from './data/temporary-folder.test-support.ts';
import { testClock } from './evaluate.test-support.ts';
import { openEngine } from './index.ts';

const rows = 40_000;
const countries = ['NO', 'CH', 'IS'];
const lines = Array.from(
  { length: rows },
  (_, i) =>
    `${JSON.stringify({
      TimeGenerated: '2026-03-02T09:00:00Z',
      Id: `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`,
      UserPrincipalName: `user${i % 7}@contoso.example`,
      LocationDetails: JSON.stringify({ countryOrRegion: countries[i % 3] }),
      ResultType: i % 2 === 0 ? '0' : '50126',
    })}\n`,
).join('');

/** Each reads other columns, so that the table is read again from its file; some look values up. */
const asked: readonly (readonly [query: string, answer: readonly unknown[]])[] = [
  ['AADNonInteractiveUserSignInLogs | count', [BigInt(rows)]],
  ['AADNonInteractiveUserSignInLogs | summarize dcount(UserPrincipalName)', [7n]],
  ['AADNonInteractiveUserSignInLogs | summarize dcount(tostring(parse_json(LocationDetails).countryOrRegion))', [3n]],
  ['AADNonInteractiveUserSignInLogs | where ResultType == "0" | summarize dcount(Id)', [BigInt(rows / 2)]],
  [
    'AADNonInteractiveUserSignInLogs | where parse_json(LocationDetails).countryOrRegion == "NO" | summarize take_any(UserPrincipalName), dcount(Id)',
    ['user0@contoso.example', BigInt(Math.ceil(rows / 3))],
  ],
];

test('queries that are asked at once do not see a table that another is about to read again', async () => {
  const folder = await temporaryFolder({ 'AADNonInteractiveUserSignInLogs.jsonl': lines });
  const { value: engine } = await openEngine({ data: [folder], store: 'always' });
  if (!engine) throw new Error('no engine');
  try {
    const answers = await Promise.all(
      [...asked, ...asked].map(async ([query]) => {
        const { value, problems } = await engine.query(query, { now: testClock });
        return [query, value?.rows[0] ?? problems];
      }),
    );
    expect(answers).toEqual([...asked, ...asked]);
  } finally {
    await engine.close();
  }
}, 60_000);

test('a query that is asked again over another span sees the rows of that span', async () => {
  const hours = Array.from({ length: 24 }, (_, hour) =>
    JSON.stringify({ TimeGenerated: new Date(Date.UTC(2026, 2, 2, hour)).toISOString(), UserPrincipalName: 'u' }),
  );
  const folder = await temporaryFolder({ 'SigninLogs.jsonl': hours.join('\n') });
  const { value: engine } = await openEngine({ data: [folder] });
  if (!engine) throw new Error('no engine');
  try {
    for (const hour of [3, 9, 3, 0]) {
      const within = { from: new Date('2026-03-02T00:00:00Z'), to: new Date(Date.UTC(2026, 2, 2, hour)) };
      const { value } = await engine.query('SigninLogs | count', { now: testClock, within });
      expect([hour, value?.rows]).toEqual([hour, [[BigInt(hour)]]]);
    }
    expect((await engine.query('SigninLogs | count', { now: testClock })).value?.rows).toEqual([[24n]]);
  } finally {
    await engine.close();
  }
});
