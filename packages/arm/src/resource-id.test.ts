import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatResourceId, parseResourceId } from './resource-id.ts';

const group = '/subscriptions/s/resourceGroups/g';
const workspace = `${group}/providers/Microsoft.OperationalInsights/workspaces/soc`;

test.each([
  [workspace, { scope: group, type: 'Microsoft.OperationalInsights/workspaces', name: 'soc' }],
  [
    `${workspace}/providers/Microsoft.SecurityInsights/alertRules/r/actions/a`,
    { scope: workspace, type: 'Microsoft.SecurityInsights/alertRules/actions', name: 'r/a' },
  ],
  [
    '/providers/microsoft.aadiam/diagnosticSettings/x',
    { scope: '', type: 'microsoft.aadiam/diagnosticSettings', name: 'x' },
  ],
  [`${group}/providers/Microsoft.A/b/providers`, { scope: group, type: 'Microsoft.A/b', name: 'providers' }],
  [group, undefined],
  ['/subscriptions/s/providers/Microsoft.A', undefined],
  [`${group}/providers/Microsoft.A/b`, undefined],
  [`${group}/providers/Microsoft.A/b/`, undefined],
  ['providers/Microsoft.A/b/c', undefined],
  ['', undefined],
])('%s', (id, parts) => {
  expect(parseResourceId(id)).toEqual(parts);
  if (parts) expect(formatResourceId(parts)).toBe(id);
});

test('both forms of an extension resource have one id', () => {
  const type = 'Microsoft.OperationalInsights/workspaces/providers/alertRules';
  expect(formatResourceId({ scope: group, type, name: 'soc/Microsoft.SecurityInsights/r' })).toBe(
    formatResourceId({ scope: workspace, type: 'Microsoft.SecurityInsights/alertRules', name: 'r' }),
  );
});

test.each([
  ['Microsoft.A/b', 'c/d'],
  ['Microsoft.A', ''],
  ['Microsoft.A/b', ''],
])('type %s and name %j do not fit', (type, name) => {
  expect(formatResourceId({ scope: '', type, name })).toBeUndefined();
});

test('any text is read without failing, and what is read is written the same', () => {
  const segment = fc.constantFrom('providers', 'Microsoft.A', 'b', '', 'subscriptions');
  fc.assert(
    fc.property(fc.array(segment), (segments) => {
      const id = segments.map((part) => `/${part}`).join('');
      const parts = parseResourceId(id);
      if (parts) expect(formatResourceId(parts)).toBe(id);
    }),
  );
});
