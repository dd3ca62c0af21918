import { readWorkbook } from '@picket/model';
import { logCategories, logCategory } from '@picket/tables';
import { describe, expect, test } from 'vitest';
import { compileWorkbook, notebookText } from '../compile/compile-workbook.ts';
import { workbookText } from '../source/workbook-text.ts';
import { generateWorkbook } from './generate-workbook.ts';
import { editedSince } from './generated-text.ts';
import { type Log, readLog } from './log.ts';

const rules = [{ id: '5a3f6a52-6f0e-4b57-9d0c-2f4b7d1e9c01', name: 'Rule of "quotes"', severity: 'High' }];

function logOf(slug: string): Log {
  const category = logCategory(slug);
  if (!category) throw new Error(`no category ${slug}`);
  return readLog(category);
}

describe.each(logCategories())('$slug', (category) => {
  const text = generateWorkbook(category, rules);
  const { workbook, problems } = readWorkbook({ path: 'workbook.yaml', bytes: new TextEncoder().encode(text) });

  test('its workbook is whole, the same each time, and known as generated', () => {
    expect(problems).toEqual([]);
    expect(generateWorkbook(category, rules)).toBe(text);
    expect(editedSince(text)).toBe('untouched');
    expect(workbook?.value.generated?.from).toBe(category.category);
  });

  test('it tells volume and freshness, what is new, and what rules saw', () => {
    const names = workbook?.value.tabs?.map(({ name }) => name) ?? [];
    expect(names).toEqual(expect.arrayContaining(['overview', 'entities', 'new', 'alerts', 'health']));
    expect(text).toContain('Rule of \\"quotes\\"');
  });

  test('compiling its text again gives the same JSON', () => {
    if (!workbook) throw new Error('no workbook');
    const again = readWorkbook({
      path: 'workbook.yaml',
      bytes: new TextEncoder().encode(workbookText(workbook.value)),
    });
    if (!again.workbook) throw new Error('no workbook after writing it');
    expect(notebookText(compileWorkbook(again.workbook.value))).toBe(notebookText(compileWorkbook(workbook.value)));
  });
});

test('id and version are kept, ids differ by category', () => {
  const [first, second] = logCategories();
  if (!first || !second) throw new Error('fewer than two categories');
  const kept = { id: '00000000-0000-4000-8000-000000000001', version: '3.2.1' };
  expect(generateWorkbook(first, [], kept)).toMatch(
    /^id: 00000000-0000-4000-8000-000000000001\n(.*\n)*version: 3.2.1\n/,
  );
  expect(generateWorkbook(first, []).slice(0, 40)).not.toBe(generateWorkbook(second, []).slice(0, 40));
});

test.each([
  ['sign-in-logs', 'dcount(Id)'],
  ['microsoft-graph-activity-logs', 'dcount(RequestId)'],
  ['risky-users', 'dcount(strcat(Id, tostring(RiskLastUpdatedDateTime)))'],
  ['network-access-generative-ai-insights', 'dcount(strcat(EventId, EventType))'],
  ['b2c-request-logs', 'count()'],
])('%s: events are %s', (slug, events) => {
  expect(logOf(slug).events).toBe(events);
});

test.each([
  ['sign-in-logs', ['Person', 'Application', 'Resource', 'Address']],
  ['audit-logs', ['Actor', 'Operation', 'Address']],
  ['provisioning-logs', ['Source identity', 'Target system']],
  ['service-principal-sign-in-logs', ['Workload', 'Resource', 'Address']],
  ['microsoft-graph-activity-logs', ['Application', 'User', 'Service principal', 'Address']],
  ['network-access-alerts', ['Kind of alert']],
])('%s is about %j first', (slug, labels) => {
  expect(
    logOf(slug)
      .entities.slice(0, labels.length)
      .map(({ label }) => label),
  ).toEqual(labels);
});

test('the same member is read from a dynamic column, and parsed from a column of text', () => {
  const system = (slug: string) => logOf(slug).entities.find(({ name }) => name === 'OperatingSystem')?.from;
  expect(system('sign-in-logs')).toBe('tostring(DeviceDetail.operatingSystem)');
  expect(system('non-interactive-user-sign-in-logs')).toBe('tostring(parse_json(DeviceDetail).operatingSystem)');
});

test('headings are plain English', () => {
  const titles = logCategories().flatMap((category) =>
    [...generateWorkbook(category, rules).matchAll(/(?:title|label): "?([^"{},\n]+)/g)].map(([, words = '']) =>
      words.replace(/ \(click.*/, '').trim(),
    ),
  );
  expect(titles).toEqual(
    expect.arrayContaining(['Service principals with most events', 'Newest people', 'Kinds of risk with most events']),
  );
  expect(titles.filter((title) => /[a-z][A-Z]|: most|^.*: newest/.test(title))).toEqual([]);
});

test('rows that name nobody count nobody, and a request is made for a user or by a service principal', () => {
  const text = generateWorkbook(logOf('microsoft-graph-activity-logs').category, []);
  expect(text).toContain('Users = dcountif(UserId, isnotempty(UserId))');
  expect(text).not.toMatch(/ServicePrincipals = dcount/);
});

test('a detection that is written again counts once in a chart, as it stands', () => {
  const text = generateWorkbook(logOf('user-risk-events').category, []);
  expect(text).toMatch(
    /arg_max\(TimeGenerated, \*\) by Id\n.*\n? *\| where .*\n *\| summarize Events = dcount\(Id\) by RiskState/,
  );
});

test('numbers that stand for words are told in words', () => {
  const [method] = logOf('microsoft-graph-activity-logs').kinds.filter(
    ({ label }) => label === 'Client authentication',
  );
  expect(method?.from).toContain('tostring(ClientAuthMethod) == "1", "secret"');
});

test('places are those of events: the region of a service is none, nor is a column that stays empty', () => {
  const placed = logCategories().flatMap((category) => (readLog(category).place ? [category.slug] : []));
  expect(placed).toEqual([
    'sign-in-logs',
    'non-interactive-user-sign-in-logs',
    'service-principal-sign-in-logs',
    'user-risk-events',
    'service-principal-risk-events',
    'network-access-connection-events',
  ]);
});

test.each([
  ['b2c-request-logs', 'B2C request logs'],
  ['adfs-sign-in-logs', 'AD FS sign-in logs'],
  ['microsoft-graph-activity-logs', 'Microsoft Graph activity logs'],
  ['enriched-office365-audit-logs', 'enriched Microsoft 365 audit logs'],
])('%s: a name keeps its capitals: %s', (slug, title) => {
  expect(generateWorkbook(logOf(slug).category, [])).toContain(`name: "Microsoft Entra ID: ${title}"`);
});

test('what says the same in every row gets no chart', () => {
  const labels = logOf('managed-identity-sign-in-logs').kinds.map(({ label }) => label);
  expect(labels).not.toContain('Credential');
  expect(logOf('service-principal-sign-in-logs').kinds.map(({ label }) => label)).toContain('Credential');
});

test("a farm's error numbers are not explained with the directory's", () => {
  expect(logOf('adfs-sign-in-logs').codes?.meanings).toBeUndefined();
  expect(logOf('sign-in-logs').codes?.meanings?.length).toBeGreaterThan(20);
});

test('errors are told by what a failure names: a name that was not found has no user', () => {
  const category = logCategory('pre-authentication-discovery-logs');
  const titles =
    category && [...generateWorkbook(category, []).matchAll(/title: "?(.*) with most errors/g)].map(([, who]) => who);
  expect(titles).toEqual(['Applications', 'Addresses']);
});

test('a second factor that was asked for is an interruption, a wrong password a failure', () => {
  const from = logOf('sign-in-logs').outcome?.field.from ?? '';
  const interrupted = from.slice(from.indexOf('in ('), from.indexOf('"interrupted"'));
  expect(interrupted).toContain('"50074"');
  expect(interrupted).not.toContain('"50126"');
});
