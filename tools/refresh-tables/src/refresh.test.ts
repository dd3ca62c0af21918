import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shippedFacts } from './facts.test-support.ts';
import { readTableList } from './recording.ts';
import { factFiles, refresh } from './refresh.ts';

const facts = shippedFacts();

test('rebuilding the facts from themselves gives the same bytes', () => {
  const { value, problems } = refresh(facts);
  expect(problems).toEqual([]);
  expect(value?.changed).toEqual([]);
  expect(value?.differences).toEqual([]);
  expect([...(value?.files ?? [])].sort()).toEqual([...facts].sort());
});

test.each(factFiles.filter((file) => file !== 'tables.txt'))('%s written another way is put right', (file) => {
  const loose = JSON.stringify(JSON.parse(facts.get(file) ?? ''), null, 7);
  const { value } = refresh(new Map([...facts, [file, loose]]));
  expect(value?.changed).toEqual([file]);
  expect(value?.files.get(file)).toBe(facts.get(file));
});

test('tables in another order are put in order', () => {
  const lines = (facts.get('tables.txt') ?? '').trimEnd().split('\n');
  const moved = [...lines.slice(0, 4), ...lines.slice(4).reverse()].join('\n');
  expect(refresh(new Map([...facts, ['tables.txt', moved]])).value?.files.get('tables.txt')).toBe(
    facts.get('tables.txt'),
  );
});

test('a changed fact changes the version', () => {
  const changed = (facts.get('sign-in-errors.json') ?? '').replace('InvalidUserNameOrPassword', 'Renamed');
  const { value } = refresh(new Map([...facts, ['sign-in-errors.json', changed]]));
  expect(value?.changed).toEqual(['version.txt']);
});

describe('broken facts leave nothing to write', () => {
  test.each([
    ['tables.txt', (text: string) => `${text}Wrong name:int x:nothing\n`, "'x:nothing' is not a column"],
    ['shapes.json', (text: string) => text.slice(0, -4), 'it is not JSON'],
    ['shapes.json', () => '[]', 'it must be an object'],
    ['shapes.json', (text: string) => text.replace('"bool"', '[]'), 'must be a list of one'],
    ['log-categories.json', (text: string) => text.replace('"slug"', '"slugg"'), 'categories[0].slugg is not a key'],
    ['log-categories.json', (text: string) => text.replace('"slug"', '"slugg"'), 'categories[0].slug is missing'],
    ['log-categories.json', (text: string) => text.replace('true', '"yes"'), 'must be true or false'],
    ['value-domains.json', (text: string) => text.replace('2026-08-20', 'lately'), 'sources[0].date must be a date'],
    ['functions.json', (text: string) => text.replace('"source": 0', '"source": "0"'), 'must be a number'],
  ])('%s: %s', (file, spoil, why) => {
    const { value, problems } = refresh(new Map([...facts, [file, spoil(facts.get(file) ?? '')]]));
    expect(value).toBeUndefined();
    expect(problems.map(({ code, at }) => [code, at?.file])).toContainEqual(['TBL902', file]);
    expect(problems.map(({ message }) => message).join('\n')).toContain(why);
  });

  test.each(factFiles)('%s is missing', (missing) => {
    const { value, problems } = refresh(new Map([...facts].filter(([file]) => file !== missing)));
    expect(value).toBeUndefined();
    expect(problems.map(({ code }) => code)).toContain('TBL902');
  });

  test('a line of tables.txt is named by its number', () => {
    const { problems } = refresh(new Map([...facts, ['tables.txt', `${facts.get('tables.txt')}A:int B\n`]]));
    const lines = (facts.get('tables.txt') ?? '').split('\n').length;
    expect(problems[0]).toMatchObject({ code: 'TBL902', at: { file: 'tables.txt', start: { line: lines } } });
  });

  test('any text in place of a file gives problems, never an exception', () => {
    fc.assert(
      fc.property(fc.constantFrom(...factFiles), fc.oneof(fc.string(), fc.json()), (file, text) => {
        const { value, problems } = refresh(new Map([...facts, [file, text]]));
        return value === undefined && problems.length > 0;
      }),
      { numRuns: 50 },
    );
  });
});

test('a list that takes away a column which a shape describes is refused', () => {
  const list = JSON.stringify({
    source: 'Invented',
    date: '2026-09-03',
    tables: [{ name: 'AADUserRiskEvents', columns: 'TimeGenerated:datetime RiskLevel' }],
  });
  const { value, problems } = refresh(facts, readTableList(list, 'list.json').value, { remove: true });
  expect(value).toBeUndefined();
  expect(problems.map(({ message }) => message)).toContain(
    'AADUserRiskEvents.AdditionalInfo: there is no dynamic or string column of that name',
  );
});
