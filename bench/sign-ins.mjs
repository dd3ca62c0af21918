import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { createRequire } from 'node:module';

/** Numbers that look random and are the same in every run (xorshift). */
function numbers(seed) {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

const cities = ['Oslo', 'Lyon', 'Porto', 'Gdansk', 'Graz', 'Cork', 'Turku', 'Ghent'];
const results = ['0', '0', '0', '0', '50126', '50053', '50074'];

/** Invented sign-ins over a week, about 1 kB of JSON each, as the rows of SigninLogs. */
export function* signIns(count) {
  const next = numbers(20_260_302);
  const start = Date.parse('2026-02-23T00:00:00Z');
  for (let i = 0; i < count; i++) {
    const user = next(20_000);
    const city = cities[next(cities.length)];
    const at = new Date(start + Math.floor((i / count) * 604_800_000)).toISOString();
    yield {
      TimeGenerated: at,
      Id: `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`,
      UserPrincipalName: `user${user}@contoso.example`,
      UserId: `11111111-1111-4111-8111-${String(user).padStart(12, '0')}`,
      IPAddress: `203.0.113.${next(64) === 0 ? 7 : next(256)}`,
      ResultType: results[next(results.length)],
      AppDisplayName: `Application ${next(40)}`,
      Location: ['NO', 'FR', 'PT', 'PL', 'AT', 'IE', 'FI', 'BE'][next(8)],
      ConditionalAccessStatus: next(5) === 0 ? 'failure' : 'success',
      CorrelationId: `22222222-2222-4222-8222-${String(next(1e9)).padStart(12, '0')}`,
      UserAgent:
        'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Safari/537.36',
      IsInteractive: next(2) === 0,
      DurationMs: next(5000),
      DeviceDetail: {
        deviceId: '',
        displayName: `device${next(9000)}`,
        operatingSystem: 'Windows10',
        isCompliant: next(2) === 0,
        trustType: 'Azure AD joined',
      },
      LocationDetails: {
        city,
        state: '',
        countryOrRegion: 'NO',
        geoCoordinates: { latitude: 59.9 + next(10), longitude: 10.7 },
      },
      Status: {
        errorCode: 0,
        failureReason: 'Other.',
        additionalDetails: 'MFA requirement satisfied by claim in the token',
      },
      ConditionalAccessPolicies: [
        {
          id: '33333333-3333-4333-8333-333333333333',
          displayName: 'Require a second factor',
          result: 'success',
          enforcedGrantControls: ['Mfa'],
        },
      ],
    };
  }
}

/** Writes them as JSON lines. */
export async function writeSignIns(file, count) {
  const out = createWriteStream(file);
  let batch = '';
  for (const row of signIns(count)) {
    batch += `${JSON.stringify(row)}\n`;
    if (batch.length < 1 << 20) continue;
    if (!out.write(batch)) await once(out, 'drain');
    batch = '';
  }
  out.end(batch);
  await once(out, 'finish');
}

/** A number below another that looks random and is the same for the same row and column, as SQL. */
const drawn = (column, below) => `CAST(hash(i * 31 + ${column}) % ${below} AS BIGINT)`;
const oneOf = (column, values) =>
  `[${values.map((each) => `'${each}'`).join(', ')}][1 + ${drawn(column, values.length)}]`;
const numbered = (start, number) => `format('${start}-{:012d}', ${number})`;

/** Like sign-ins as Parquet, made in DuckDB: ten million in less than a minute. */
export async function writeSignInsParquet(file, count) {
  const require = createRequire(new URL('../packages/engine/package.json', import.meta.url));
  const { DuckDBInstance } = require('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '1GB', preserve_insertion_order: 'false' });
  const connection = await instance.connect();
  const user = drawn(1, 20_000);
  await connection.run(`COPY (SELECT
    TIMESTAMP '2026-02-23' + to_milliseconds(CAST(i * (604800000.0 / ${count}) AS BIGINT)) AS TimeGenerated,
    ${numbered('00000000-0000-4000-8000', 'i')} AS Id,
    format('user{}@contoso.example', ${user}) AS UserPrincipalName,
    ${numbered('11111111-1111-4111-8111', user)} AS UserId,
    '203.0.113.' || CASE WHEN ${drawn(2, 64)} = 0 THEN 7 ELSE ${drawn(3, 256)} END AS IPAddress,
    ${oneOf(4, results)} AS ResultType,
    format('Application {}', ${drawn(5, 40)}) AS AppDisplayName,
    ${oneOf(6, ['NO', 'FR', 'PT', 'PL', 'AT', 'IE', 'FI', 'BE'])} AS Location,
    CASE WHEN ${drawn(7, 5)} = 0 THEN 'failure' ELSE 'success' END AS ConditionalAccessStatus,
    ${numbered('22222222-2222-4222-8222', drawn(8, 1e9))} AS CorrelationId,
    ${drawn(9, 2)} = 0 AS IsInteractive,
    ${drawn(10, 5000)} AS DurationMs,
    {'displayName': format('device{}', ${drawn(11, 9000)}), 'operatingSystem': 'Windows10', 'isCompliant': ${drawn(12, 2)} = 0} AS DeviceDetail,
    {'city': ${oneOf(13, cities)}, 'countryOrRegion': 'NO'} AS LocationDetails,
    {'errorCode': 0, 'failureReason': 'Other.'} AS Status
    FROM range(${count}) AS rows(i)) TO '${file}' (FORMAT parquet)`);
  connection.closeSync();
  instance.closeSync();
}
