import { describe, expect, test } from 'vitest';
import { findNotebooks } from './find-notebooks.ts';

const notebook = { version: 'Notebook/1.0', items: [{ type: 1, content: { json: 'Hello.' } }], isLocked: true };
const text = JSON.stringify(notebook);
const id = '6e1f7d0a-3a55-4d0e-9f0b-2f1f5b1f2a01';
const resource = (properties: object, more: object = {}) => ({
  type: 'Microsoft.Insights/workbooks',
  properties,
  ...more,
});

describe('the forms in which a workbook comes', () => {
  test.each<[string, unknown, object]>([
    ['as the advanced editor shows it', notebook, {}],
    [
      'a resource',
      resource({ serializedData: text, displayName: 'Hello', description: 'Says so.' }, { name: id }),
      { id, name: 'Hello', description: 'Says so.' },
    ],
    ['a list of resources', { value: [resource({ serializedData: text })] }, {}],
    [
      'a template',
      {
        resources: [resource({ serializedData: text, displayName: "[parameters('n')]" })],
        parameters: { n: { type: 'string', defaultValue: 'N' } },
      },
      { name: 'N' },
    ],
    [
      'a template with a variable',
      { variables: { c: notebook }, resources: [resource({ serializedData: "[string(variables('c'))]" })] },
      {},
    ],
    [
      'a template of a gallery',
      { resources: [{ type: 'microsoft.insights/workbooktemplates', properties: { templateData: notebook } }] },
      {},
    ],
    [
      "a solution's package",
      { resources: [{ properties: { mainTemplate: { resources: [resource({ serializedData: text })] } } }] },
      {},
    ],
  ])('%s', (_form, value, more) => {
    for (const written of [JSON.stringify(value), `\ufeff${JSON.stringify(value, null, 2)}`]) {
      expect(findNotebooks('a.json', written)).toMatchObject({ found: [{ notebook, ...more }], problems: [] });
    }
  });
});

describe('what is no workbook', () => {
  test.each<[string, string, string]>([
    ['text', 'hello', 'WB401 1:1'],
    ['a file that was cut', '{\n  "version": "Notebook/1.0",\n  "items": [', 'WB401 3:13'],
    ['nothing', '', 'WB401 1:1'],
    ['another thing', '{"rules": []}', 'WB402 1:1'],
    ['another version', '{"version": "Notebook/2.0", "items": []}', 'WB402 1:1'],
    ['items that are none', '{"version": "Notebook/1.0", "items": {}}', 'WB402 1:1'],
    ['a workbook without items', '{"version": "Notebook/1.0", "items": [null]}', 'WB403 1:1'],
    ['an expression', JSON.stringify(resource({ serializedData: "[concat('a', 'b')]" })), 'WB403 1:1'],
    ['a text that is no JSON', JSON.stringify(resource({ serializedData: '{' })), 'WB403 1:1'],
    ['a text that is no workbook', JSON.stringify(resource({ serializedData: '{}' })), 'WB403 1:1'],
    ['brackets without an end', '['.repeat(500_000), 'WB404 1:1'],
    ['groups without an end', `${'{"items":['.repeat(5000)}${']}'.repeat(5000)}`, 'WB404 1:1'],
  ])('%s', (_name, file, expected) => {
    const { found, problems } = findNotebooks('a.json', file);
    expect(found).toEqual([]);
    expect(problems.map(({ code, at }) => `${code} ${at?.start.line}:${at?.start.column}`)).toEqual([expected]);
  });
});
