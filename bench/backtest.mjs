import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { measure, row, seconds } from './measure.mjs';

const { DuckDBInstance } = createRequire(new URL('../packages/engine/package.json', import.meta.url))(
  '@duckdb/node-api',
);

const from = '2026-02-01';
const to = '2026-03-03';

/** A number below `n` that looks random and is the same in every run, from what `of` says (an event, if not told). */
const pick = (n, salt, of = 'i') => `(hash((${of}) * 7919 + ${salt}) % ${n})`;
const oneOf = (list, salt, of) => `list_extract(['${list.join("','")}'], 1 + ${pick(list.length, salt, of)}::INT)`;
const id = (prefix, number) => `printf('${prefix}-0000-4000-8000-%012d', ${number})`;
/** True once in `n` events, at random. */
const once = (n, salt) => `${pick(n, salt)} = 0`;

/**
 * People, workloads and days as a company has them, in columns that the tables below are made of: most events of a person
 * come from their own country, network and device; `away` is the day on which somebody travels.
 */
const actors = (people, workloads) => `
  SELECT i, moment, person, workload, day,
    ${pick(400, 71, 'person * 64 + day')} = 0 AS away,
    ${pick(3, 72)} AS place,
    person * 64 + day // 3 AS session
  FROM (SELECT *, ${pick(people, 73)} AS person, ${pick(workloads, 74)} AS workload,
    (epoch(moment) // 86400)::BIGINT % 64 AS day FROM moments)`;

const countries = ['NO', 'SE', 'FI', 'DK'];
const user = {
  UserId: id('11111111', 'person'),
  UserPrincipalName: `printf('user%d@contoso.example', person)`,
};
/** Office, home or phone; another country for those who are away. */
const network = {
  IPAddress: `CASE WHEN away THEN printf('198.51.100.%d', person % 250) WHEN place = 0 THEN printf('192.0.2.%d', person % 8)
    ELSE printf('2001:db8:%x::%d', person, place) END`,
  Location: `CASE WHEN away THEN 'GB' ELSE ${oneOf(countries, 75, 'person')} END`,
  AutonomousSystemNumber: `CASE WHEN away THEN '64499' WHEN place = 0 THEN '64500'
    ELSE printf('%d', 64501 + (person * 2 + place) % 12) END`,
};
const session = id('33333333', 'session');
const workloadNetwork = {
  IPAddress: `printf('192.0.2.%d', 100 + workload % 100)`,
  AutonomousSystemNumber: `'64500'`,
};

/** Invented events of each table: how many of ten million, and their columns. Times rise evenly over thirty days. */
const tables = {
  SigninLogs: [
    2_000_000,
    {
      Id: id('00000000', 'i'),
      ...user,
      UserType: `CASE WHEN person % 20 = 0 THEN 'Guest' ELSE 'Member' END`,
      ...network,
      ResultType: `CASE WHEN ${once(40, 4)} THEN '50126' WHEN ${once(3000, 14)} THEN '50053' WHEN ${once(60, 15)} THEN '50074'
        WHEN ${once(30, 16)} THEN '50058' ELSE '0' END`,
      AppDisplayName: `printf('Application %d', ${pick(6, 5)} * 6 + person % 6)`,
      AuthenticationRequirement: `CASE WHEN place = 0 THEN 'singleFactorAuthentication' ELSE 'multiFactorAuthentication' END`,
      AuthenticationProtocol: `CASE WHEN ${once(40_000, 7)} THEN 'deviceCode' ELSE 'none' END`,
      TokenIssuerType: `CASE WHEN person % 5 = 0 THEN 'ADFederationServices' ELSE 'AzureAD' END`,
      SessionId: session,
      CorrelationId: id('22222222', 'i'),
      DeviceDetail: `'{"operatingSystem":"Windows 10","isCompliant":' || CASE WHEN person % 3 = 0 THEN 'false' ELSE 'true' END || ',"trustType":""}'`,
    },
  ],
  AADNonInteractiveUserSignInLogs: [
    4_000_000,
    {
      Id: id('00000001', 'i'),
      ...user,
      ...network,
      ResultType: `CASE WHEN ${once(20_000, 23)} THEN '50173' WHEN ${once(20, 24)} THEN '50058' ELSE '0' END`,
      SessionId: session,
      AppDisplayName: `printf('Application %d', ${pick(6, 28)} * 6 + person % 6)`,
      DeviceDetail: `'{"operatingSystem":"Windows 10","isCompliant":' || CASE WHEN person % 3 = 0 THEN 'false' ELSE 'true' END || ',"trustType":""}'`,
    },
  ],
  MicrosoftGraphActivityLogs: [
    2_500_000,
    {
      RequestId: id('00000002', 'i'),
      UserId: user.UserId,
      AppId: id('bbbbbbbb', `${pick(6, 32)} * 6 + person % 6`),
      IPAddress: network.IPAddress,
      RequestMethod: oneOf(['GET', 'GET', 'GET', 'GET', 'PATCH', 'POST'], 34),
      ResponseStatusCode: `(CASE WHEN ${once(60, 35)} THEN 403 ELSE 200 END)::INT`,
      RequestUri: `'https://graph.microsoft.com/v1.0/' || CASE WHEN ${once(50, 37)} THEN 'users' WHEN ${once(50, 38)} THEN 'groups'
        ELSE ${oneOf(['me/messages', 'me/drive', 'me/events'], 36)} END || '/' || i % 5000`,
    },
  ],
  AADServicePrincipalSignInLogs: [
    700_000,
    {
      Id: id('00000003', 'i'),
      ServicePrincipalId: id('aaaaaaaa', 'workload'),
      ServicePrincipalName: `printf('app %d', workload)`,
      AppId: id('bbbbbbbb', 'workload'),
      ...workloadNetwork,
      ResultType: `CASE WHEN ${once(3000, 43)} THEN '7000215' ELSE '0' END`,
      ServicePrincipalCredentialKeyId: id('cccccccc', 'workload'),
      ResourceDisplayName: oneOf(['Microsoft Graph', 'Azure Storage'], 44, 'workload'),
    },
  ],
  AADManagedIdentitySignInLogs: [
    400_000,
    {
      Id: id('00000004', 'i'),
      ServicePrincipalId: id('aaaaaaaa', '1000 + workload'),
      ServicePrincipalName: `printf('vm %d', workload)`,
      ResultType: `'0'`,
      ResourceIdentity: id('dddddddd', pick(3, 52, 'workload')),
      ResourceDisplayName: oneOf(['Azure Storage', 'Azure SQL Database', 'Azure Key Vault'], 52, 'workload'),
    },
  ],
  AuditLogs: [
    400_000,
    {
      Id: id('00000005', 'i'),
      OperationName: `CASE WHEN ${once(3000, 61)} THEN 'Add member to role' ELSE 'Update user' END`,
      Result: `'success'`,
      InitiatedBy: `'{"user":{"id":"' || ${id('11111111', 'person % 20')} || '","userPrincipalName":"user' || person % 20 || '@contoso.example"}}'`,
      TargetResources: `'[{"id":"' || ${user.UserId} || '","type":"User","displayName":"User ' || person || '","modifiedProperties":[{"displayName":"Role.DisplayName","newValue":"\\"Directory Readers\\""}]}]'`,
    },
  ],
};

/** Writes the tables as Parquet files, `share` of their rows. */
export async function writeEvents(folder, share = 1) {
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '2GB' });
  const connection = await instance.connect();
  let all = 0;
  for (const [name, [count, columns]] of Object.entries(tables)) {
    const rows = Math.floor(count * share);
    all += rows;
    const step = (30 * 86_400_000_000) / rows;
    const cells = Object.entries(columns).map(([column, sql]) => `${sql} AS "${column}"`);
    await connection.run(`COPY (
      WITH moments AS (SELECT i, TIMESTAMP '${from}' + to_microseconds((i * ${step})::BIGINT) AS moment FROM range(${rows}) t(i)),
        events AS (${actors(8000, 300)})
      SELECT moment AS "TimeGenerated",
        moment + to_microseconds(240000000 + ${pick(600, 99)}::BIGINT * 1000000) AS "_TimeReceived",
        ${cells.join(', ')}
      FROM events ORDER BY i) TO '${join(folder, `${name}.parquet`)}' (FORMAT parquet)`);
  }
  connection.closeSync();
  instance.closeSync();
  return all;
}

/** The repository's rules, and as many with other thresholds as make fifty. */
export function writeRules(root, folder) {
  const found = readdirSync(join(root, 'content')).flatMap((slug) => {
    try {
      return readdirSync(join(root, 'content', slug, 'rules')).map((name) =>
        join(root, 'content', slug, 'rules', name),
      );
    } catch {
      return [];
    }
  });
  const texts = found.map((file) => readFileSync(file, 'utf8'));
  const more = texts
    .filter((text) => /let many\w+ = \d+;/.test(text))
    .map((text) => text.replace(/(let many\w+ = )(\d+);/, '$1 2 * $2;'));
  const fifty = [...texts, ...more].slice(0, 50);
  for (const [i, text] of fifty.entries()) writeFileSync(join(folder, `rule-${i + 1}.yaml`), text);
  return fifty.length;
}

/**
 * Fifty rules over thirty days of events. The bar is for ten million, which `--full` takes; without it, a tenth.
 */
export async function benchBacktest(root, picket, scratch, full) {
  const [data, rules] = [join(scratch, 'events'), join(scratch, 'backtest', 'rules')];
  mkdirSync(data, { recursive: true });
  mkdirSync(rules, { recursive: true });
  const events = await writeEvents(data, full ? 1 : 0.1);
  const count = writeRules(root, rules);
  const args = [picket, 'backtest', '--data', data, '--from', from, '--to', to, '--rules', rules, '--json'];
  const result = await measure(process.execPath, args, { cwd: root, env: process.env });
  const report = JSON.parse(result.out);
  const sum = (key) => report.rules.reduce((all, each) => all + each[key], 0);
  row(`backtest: ${count} rules, 30 days, ${events} events`, seconds(result.milliseconds), 'bar: 120 s for 10,000,000');
  row('  runs and alerts', `${sum('runs')} runs, ${sum('alerts')} alerts`);
  row('  peak memory', `${result.megabytes.toFixed(0)} MB`, 'bar: 2048 MB');
}
