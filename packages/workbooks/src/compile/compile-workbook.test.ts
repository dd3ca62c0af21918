import type { WorkbookItem } from '@picket/model';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { itemsOf } from '../walk.ts';
import { compileWorkbook, notebookText } from './compile-workbook.ts';
import { everyForm, workbookOf } from './every-form.test-support.ts';
import type { Json } from './notebook.ts';

const head = 'id: 6e1f7d0a-3a55-4d0e-9f0b-2f1f5b1f2a01\nname: N\ndescription: D.\nversion: 1.0.0\n';

/** Every string of a value that stands under a key. */
function under(key: string, value: Json): readonly Json[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((each: Json) => under(key, each));
  return Object.entries(value).flatMap(([name, inner]) => [...(name === key ? [inner] : []), ...under(key, inner)]);
}

const json = (text: string): Json => JSON.parse(notebookText(compileWorkbook(workbookOf(text))));

test('every form is written as Azure writes it', async () => {
  await expect(`${notebookText(compileWorkbook(workbookOf(everyForm)))}\n`).toMatchFileSnapshot(
    './every-form.golden.json',
  );
});

/** The value with the members of every mapping the other way round. */
function reversed<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(reversed) as T;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  ) as T;
}

test('the same source gives the same text, in whatever order its keys are written', () => {
  const source = workbookOf(everyForm.replace(/ {10}- raw: [\s\S]*$/, ''));
  expect(notebookText(compileWorkbook(reversed(source)))).toBe(notebookText(compileWorkbook(source)));
});

test('texts of any kind stand in the notebook as they were written', () => {
  const anyText = fc.string({ unit: 'binary', minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(anyText, anyText, anyText, (title, query, text) => {
      const items = [{ title, query, visualization: 'table' }, { text }] as const;
      const compiled: Json = JSON.parse(notebookText(compileWorkbook({ ...workbookOf(everyForm), tabs: [], items })));
      expect(under('title', compiled)).toContain(title);
      expect(under('query', compiled)).toContain(query);
      expect(under('json', compiled)).toContain(text);
    }),
    { numRuns: 200 },
  );
});

test('queries and texts go through as they are', () => {
  const written = itemsOf(workbookOf(everyForm)).flatMap(({ item }: { item: WorkbookItem }) =>
    'query' in item ? [item.query] : 'text' in item ? [item.text] : [],
  );
  const compiled = json(everyForm);
  expect([...under('query', compiled), ...under('json', compiled)]).toEqual(expect.arrayContaining(written));
});

test('names and ids are told apart', () => {
  const compiled = json(everyForm);
  const names = under('items', compiled).flatMap((items) =>
    (items as readonly { readonly name?: string }[]).map(({ name }) => name),
  );
  expect(names).toHaveLength(new Set(names).size);
  const ids = under('id', compiled);
  expect(ids.length).toBeGreaterThan(10);
  expect(ids).toHaveLength(new Set(ids).size);
});

describe('the time of a query', () => {
  const tile = (time: string) =>
    `items:\n  - {title: T, query: SigninLogs | count, visualization: stat${time}, tiles: {title: Count, value: Count}}\n`;
  const range = (name: string) => `parameters:\n  - {parameter: ${name}, type: time-range, default: PT4H}\n`;
  test.each<[string, string, Json | undefined, number]>([
    ['the usual parameter where the workbook has it', range('TimeRange') + tile(''), 'TimeRange', 14_400_000],
    ['none where it has not', range('Span') + tile(''), undefined, 0],
    ['the parameter that it names', range('Span') + tile(', time: Span'), 'Span', 14_400_000],
    ['none where the query bounds itself', range('TimeRange') + tile(', time: none'), undefined, 0],
  ])('%s', (_case, source, parameter, durationMs) => {
    const compiled = json(head + source);
    expect(under('timeContextFromParameter', compiled)[0]).toBe(parameter);
    expect(under('timeContext', compiled)[0]).toEqual({ durationMs });
  });
});

test('an item is known by its own name, also beside one whose title is the same', () => {
  const names = (items: string) => under('name', json(`${head}items:\n${items}`));
  const tile = '  - {title: kept, query: SigninLogs | count, visualization: table}\n';
  expect(names('  - {text: A, name: kept}\n')).toEqual(['kept']);
  expect(names(`${tile}  - {text: A, name: kept}\n`)).toEqual(['kept (2)', 'kept']);
});
