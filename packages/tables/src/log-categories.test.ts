import { describe, expect, test } from 'vitest';
import { categoryOfTable, logCategories, logCategory, typicalDelay } from './log-categories.ts';
import { tableSchema } from './table-schemas.ts';

describe('all categories', () => {
  test('are 27, of which 16 are the original ones and come first', () => {
    expect(logCategories()).toHaveLength(27);
    expect(logCategories().map((category) => category.original)).toEqual([
      ...Array<boolean>(16).fill(true),
      ...Array<boolean>(11).fill(false),
    ]);
  });

  test('16 have another name than their table', () => {
    expect(logCategories().filter(({ category, table }) => category !== table)).toHaveLength(16);
  });

  test.each(logCategories().map((category) => [category.category, category] as const))('%s', (name, category) => {
    expect(tableSchema(category.table)).toBeDefined();
    expect(logCategory(name)).toBe(category);
    expect(logCategory(category.slug)).toBe(category);
    expect(categoryOfTable(category.table)).toBe(category);
    expect(category.slug).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
    expect(category.slug.replaceAll('-', '')).toBe(name.toLowerCase());
    expect(category.rolesToRoute).not.toEqual([]);
    expect(category.plans.analytics).toBe(true);
    expect(category.delayMinutes.typical).toBeLessThanOrEqual(category.delayMinutes.most);
    expect(category.delayMinutes.confidence).toMatch(/^(measured|assumed)/);
    expect(category.provenance.date).toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  test('share no slug and no table', () => {
    expect(new Set(logCategories().map(({ slug }) => slug)).size).toBe(27);
    expect(new Set(logCategories().map(({ table }) => table)).size).toBe(27);
  });
});

test.each([
  ['SignInLogs', 'sign-in-logs', 'SigninLogs'],
  ['NonInteractiveUserSignInLogs', 'non-interactive-user-sign-in-logs', 'AADNonInteractiveUserSignInLogs'],
  ['ADFSSignInLogs', 'adfs-sign-in-logs', 'ADFSSignInLogs'],
  ['EnrichedOffice365AuditLogs', 'enriched-office365-audit-logs', 'EnrichedMicrosoft365AuditLogs'],
  ['MicrosoftGraphActivityLogs', 'microsoft-graph-activity-logs', 'MicrosoftGraphActivityLogs'],
  ['AzureADGraphActivityLogs', 'azure-ad-graph-activity-logs', 'AADGraphActivityLogs'],
  ['NetworkAccessGenerativeAIInsights', 'network-access-generative-ai-insights', 'NetworkAccessGenerativeAIInsights'],
  ['B2CRequestLogs', 'b2c-request-logs', 'AADB2CRequestLogs'],
])('%s lies in %s and fills %s', (category, slug, table) => {
  expect(logCategory(category)).toMatchObject({ slug, table });
});

test('a name in another letter case is found, so that its right spelling can be said', () => {
  expect(logCategory('SigninLogs')?.category).toBe('SignInLogs');
});

test.each(['', 'SignIn', 'constructor', '__proto__', 'Sign-In-Logs'])('there is no category %j', (name) => {
  expect(logCategory(name)).toBeUndefined();
});

test('custom security attributes are routed by a resource of their own', () => {
  const own = logCategories().filter(({ settingsResource }) => !settingsResource.startsWith('microsoft.aadiam/'));
  expect(own.map(({ category }) => category)).toEqual(['CustomSecurityAttributeAuditLogs']);
});

test.each([
  ['SigninLogs', 18],
  ['OfficeActivity', undefined],
  ['constructor', undefined],
])('rows of %s may come %s minutes late', (table, minutes) => {
  expect(typicalDelay(table)).toBe(minutes);
});
