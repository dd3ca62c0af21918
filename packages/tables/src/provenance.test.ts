import { readdirSync, readFileSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { dataFolder } from './data-file.ts';
import { factsVersion, tablesProvenance } from './provenance.ts';

test('every family of facts says where it comes from, and when', () => {
  for (const [family, sources] of Object.entries(tablesProvenance())) {
    expect(sources, family).not.toEqual([]);
    for (const { source, date } of sources) {
      expect(source, family).not.toBe('');
      expect(date, family).toMatch(/^20\d\d-[01]\d-[0-3]\d$/);
    }
  }
});

test('the version is the one that was stored with the facts', () => {
  expect(factsVersion()).toMatch(/^[0-9a-f]{16}$/);
  expect(readFileSync(new URL('version.txt', dataFolder()), 'utf8')).toBe(`${factsVersion()}\n`);
});

test.each(readdirSync(dataFolder()))('%s stays small', (file) => {
  expect(statSync(new URL(file, dataFolder())).size).toBeLessThan(1_500_000);
});
