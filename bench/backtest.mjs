import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { measure, row, seconds } from './measure.mjs';

const { DuckDBInstance } = createRequire(new URL('../packages/engine/package.json', import.meta.url))(
  '@duckdb/node-api',
);

const from = '2026-02-01';
const to = '2026-03-03';

/** A number below `n` that looks random and is the same in every run. */
const pick = (n, salt) => `(hash(i * 7919 + ${salt}) % ${n})`;
const oneOf = (list, salt) => `list_extract(['${list.join("','")}'], 1 + ${pick(list.length, salt)}::INT)`;
const id = (prefix, number) => `printf('${prefix}-0000-4000-8000-%012d', ${number})`;
const address = (salt) => `printf('203.0.113.%d', ${pick(250, salt)})`;
const user = (salt) => `${pick(8000, salt)}`;

/** Invented events of each table: how many of ten million, and their columns. Times rise evenly over thirty days. */
const tables = {
  SigninLogs: [
    2_000_000,
    {
      Id: id('00000000', 'i'),
      UserId: id('11111111', user(1)),
      UserPrincipalName: `printf('user%d@contoso.example', ${user(1)})`,
      UserType: oneOf(['Member', 'Member', 'Member', 'Guest'], 2),
      IPAddress: address(3),
      ResultType: oneOf(['0', '0', '0', '0', '0', '0', '50126', '50053', '50074', '50058'], 4),
      AppDisplayName: `printf('Application %d', ${pick(40, 5)})`,
      AuthenticationRequirement: oneOf(['multiFactorAuthentication', 'singleFactorAuthentication'], 6),
      AuthenticationProtocol: `CASE WHEN ${pick(4000, 7)} = 0 THEN 'deviceCode' ELSE 'none' END`,
      TokenIssuerType: oneOf(['AzureAD', 'AzureAD', 'AzureAD', 'AzureAD', 'ADFederationServices'], 8),
      SessionId: id('33333333', `${pick(400000, 9)}`),
      Location: oneOf(['NO', 'SE', 'FI', 'DK'], 10),
      AutonomousSystemNumber: `printf('%d', 64500 + ${pick(12, 11)})`,
      CorrelationId: id('22222222', 'i'),
      DeviceDetail: `'{"operatingSystem":"Windows 10","isCompliant":' || CASE WHEN ${pick(3, 12)} = 0 THEN 'false' ELSE 'true' END || ',"trustType":""}'`,
    },
  ],
  AADNonInteractiveUserSignInLogs: [
    4_000_000,
    {
      Id: id('00000001', 'i'),
      UserId: id('11111111', user(21)),
      UserPrincipalName: `printf('user%d@contoso.example', ${user(21)})`,
      IPAddress: address(22),
      ResultType: `CASE WHEN ${pick(20000, 23)} = 0 THEN '50173' WHEN ${pick(20, 24)} = 0 THEN '50058' ELSE '0' END`,
      SessionId: id('33333333', `${pick(400000, 25)}`),
      Location: oneOf(['NO', 'SE', 'FI', 'DK'], 26),
      AutonomousSystemNumber: `printf('%d', 64500 + ${pick(12, 27)})`,
      AppDisplayName: `printf('Application %d', ${pick(40, 28)})`,
      DeviceDetail: `'{"operatingSystem":"Windows 10"}'`,
    },
  ],
  MicrosoftGraphActivityLogs: [
    2_500_000,
    {
      RequestId: id('00000002', 'i'),
      UserId: id('11111111', user(31)),
      AppId: id('bbbbbbbb', pick(60, 32)),
      IPAddress: address(33),
      RequestMethod: oneOf(['GET', 'GET', 'GET', 'GET', 'PATCH', 'POST'], 34),
      ResponseStatusCode: `(CASE WHEN ${pick(12, 35)} = 0 THEN 403 ELSE 200 END)::INT`,
      RequestUri: `'https://graph.microsoft.com/v1.0/' || ${oneOf(['me/messages', 'me/drive', 'users', 'groups', 'me/events'], 36)} || '/' || i`,
    },
  ],
  AADServicePrincipalSignInLogs: [
    700_000,
    {
      Id: id('00000003', 'i'),
      ServicePrincipalId: id('aaaaaaaa', pick(300, 41)),
      ServicePrincipalName: `printf('app %d', ${pick(300, 41)})`,
      AppId: id('bbbbbbbb', pick(300, 41)),
      IPAddress: address(42),
      ResultType: `CASE WHEN ${pick(300, 43)} = 0 THEN '7000215' ELSE '0' END`,
      ServicePrincipalCredentialKeyId: id('cccccccc', pick(300, 41)),
      ResourceDisplayName: oneOf(['Microsoft Graph', 'Azure Storage'], 44),
      AutonomousSystemNumber: `printf('%d', 64500 + ${pick(12, 45)})`,
    },
  ],
  AADManagedIdentitySignInLogs: [
    400_000,
    {
      Id: id('00000004', 'i'),
      ServicePrincipalId: id('aaaaaaaa', `(1000 + ${pick(200, 51)})`),
      ServicePrincipalName: `printf('vm %d', ${pick(200, 51)})`,
      ResultType: `'0'`,
      ResourceIdentity: id('dddddddd', pick(3, 52)),
      ResourceDisplayName: oneOf(['Azure Storage', 'Azure SQL Database', 'Azure Key Vault'], 52),
    },
  ],
  AuditLogs: [
    400_000,
    {
      Id: id('00000005', 'i'),
      OperationName: `CASE WHEN ${pick(3000, 61)} = 0 THEN 'Add member to role' ELSE 'Update user' END`,
      Result: `'success'`,
      InitiatedBy: `'{"user":{"id":"11111111-1111-4111-8111-111111111111","userPrincipalName":"ava@contoso.example"}}'`,
      TargetResources: `'[{"id":"22222222-2222-4222-8222-222222222222","type":"User","displayName":"Ben","modifiedProperties":[{"displayName":"Role.DisplayName","newValue":"\\"Directory Readers\\""}]}]'`,
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
      SELECT TIMESTAMP '${from}' + to_microseconds((i * ${step})::BIGINT) AS "TimeGenerated",
        TIMESTAMP '${from}' + to_microseconds((i * ${step})::BIGINT + 240000000 + ${pick(600, 99)}::BIGINT * 1000000) AS "_TimeReceived",
        ${cells.join(', ')}
      FROM range(${rows}) t(i)) TO '${join(folder, `${name}.parquet`)}' (FORMAT parquet)`);
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
 * Fifty rules over thirty days of events. The bar is for ten million; until runs over long histories are cheaper, a share of
 * them is measured, and `--full` takes all.
 */
export async function benchBacktest(root, picket, scratch, full) {
  const [data, rules] = [join(scratch, 'events'), join(scratch, 'backtest', 'rules')];
  mkdirSync(data, { recursive: true });
  mkdirSync(rules, { recursive: true });
  const events = await writeEvents(data, full ? 1 : 0.002);
  const count = writeRules(root, rules);
  const args = [picket, 'backtest', '--data', data, '--from', from, '--to', to, '--rules', rules, '--json'];
  const result = await measure(process.execPath, args, { cwd: root, env: process.env });
  const report = JSON.parse(result.out);
  const sum = (key) => report.rules.reduce((all, each) => all + each[key], 0);
  row(`backtest: ${count} rules, 30 days, ${events} events`, seconds(result.milliseconds), 'bar: 120 s for 10,000,000');
  row('  runs and alerts', `${sum('runs')} runs, ${sum('alerts')} alerts`);
  row('  peak memory', `${result.megabytes.toFixed(0)} MB`, 'bar: 2048 MB');
}
