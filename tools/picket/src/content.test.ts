import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { noDeclarations } from '@picket/kql';
import { readContent, readRuleTest } from '@picket/model';
import { sideOf } from '@picket/simulate';
import { logCategories } from '@picket/tables';
import { editedSince, overviewCategory, sourceParts } from '@picket/workbooks';
import { describe, expect, test } from 'vitest';
import { checkFiles } from './pipeline/check-files.ts';
import { generatedText, overview } from './pipeline/generate-workbook.ts';
import { selectFiles } from './pipeline/select-files.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const { files } = selectFiles(['content'], root, root);
const { value: content } = readContent(files);
const everyPackage = content?.packages ?? [];
const packages = everyPackage.filter(({ category }) => category !== overviewCategory);
const textOf = (path: string) => readFileSync(join(root, path), 'utf8');

test('the shipped content has no problem of any severity, and suppresses none', async () => {
  const { report } = await checkFiles({
    files,
    named: new Set(),
    inRepository: true,
    declarations: noDeclarations,
    today: '2026-06-01',
  });
  expect(report.problems).toEqual([]);
  expect(report.suppressed).toEqual([]);
});

test('there is a package for each log category, with a connector', () => {
  expect(packages.map(({ slug }) => slug).sort()).toEqual(
    logCategories()
      .map(({ slug }) => slug)
      .sort(),
  );
  expect(packages.filter(({ connector }) => !connector)).toEqual([]);
});

test.each(packages)('$slug has a workbook that names each of its rules', ({ workbook, rules }) => {
  const texts = sourceParts(workbook?.value ?? {}).queries.map(({ text }) => text);
  expect(texts.length).toBeGreaterThan(10);
  expect(rules.filter(({ value: { id } }) => !texts.some((text) => text.includes(`"${id}"`)))).toEqual([]);
});

test('there is a workbook over all logs, and it names every rule', () => {
  const text = textOf('content/overview/workbook.yaml');
  for (const { value: rule } of packages.flatMap(({ rules }) => rules)) expect(text).toContain(`"${rule.id}"`);
  for (const { table } of logCategories()) expect(text).toContain(`(${table} | `);
});

test('workbooks have ids of their own', () => {
  const ids = everyPackage.map(({ workbook }) => workbook?.value.id);
  expect(new Set(ids).size).toBe(logCategories().length + 1);
});

test('a workbook that nobody edited is what the generator writes now', () => {
  for (const subject of [overview, ...logCategories()]) {
    const text = textOf(`content/${subject.slug}/workbook.yaml`);
    if (editedSince(text) === 'untouched') expect(generatedText(subject, root)).toBe(text);
  }
});

test.each(logCategories().filter(({ original }) => original))('$slug has rules', ({ slug }) => {
  const least = ['sign-in-logs', 'audit-logs', 'provisioning-logs'].includes(slug) ? 4 : 2;
  expect(packages.find((each) => each.slug === slug)?.rules.length).toBeGreaterThanOrEqual(least);
});

test.each(packages.flatMap(({ rules }) => rules.map(({ file }) => file)))('%s has cases of both sides', (file) => {
  const path = file.replace('/rules/', '/tests/');
  const { test: cases, problems } = readRuleTest({ path, bytes: readFileSync(join(root, path)) });
  expect(problems).toEqual([]);
  const sides = cases?.value.cases.map(({ expect: expected }) => sideOf(expected)) ?? [];
  expect(sides.filter((side) => side === 'fires').length).toBeGreaterThanOrEqual(2);
  expect(sides.filter((side) => side === 'is silent').length).toBeGreaterThanOrEqual(2);
});

describe.each(packages)('$slug', ({ folder, category, table, rules }) => {
  const readme = textOf(`${folder}/README.md`);

  test('its README names category, table and every rule, and hides no lack of rules', () => {
    expect(readme).toContain(`\`${category}\``);
    expect(readme).toContain(`\`${table}\``);
    for (const rule of rules) expect(readme).toContain(rule.file.slice(folder.length + 1));
    if (rules.length === 0) expect(readme.replaceAll(/\s+/g, ' ')).toContain('no analytics rules yet');
  });

  test('turbo runs the cases of its rules', () => {
    const { scripts } = JSON.parse(textOf(`${folder}/package.json`));
    expect(scripts.test).toBe(rules.length > 0 ? 'picket test .' : undefined);
  });

  test('the index tells how many rules it has', () => {
    const row =
      textOf('content/README.md')
        .split('\n')
        .find((line) => line.startsWith(`| [${category}]`)) ?? '';
    expect(row.split('|').at(-2)?.trim()).toBe(rules.length > 0 ? String(rules.length) : 'not yet');
  });
});

describe.each(packages.flatMap(({ rules }) => rules))('rule $file', ({ value: rule }) => {
  test('tells what it detects, misses, who does it rightly, and what to do', () => {
    expect(rule.description).toMatch(/^Identifies /);
    expect(rule.description).toMatch(/^Misses /m);
    expect(rule.description).toMatch(/^Benign causes: /m);
    expect(rule.documentation?.falsePositives?.length).toBeGreaterThan(0);
    expect(rule.documentation?.response?.length).toBeGreaterThan(0);
  });

  test('holds no address or domain of the real world', () => {
    const text = JSON.stringify(rule);
    const addresses = text.match(/\b\d{1,3}(?:\.\d{1,3}){3}\b/g) ?? [];
    for (const address of addresses) expect(address).toMatch(/^(192\.0\.2|198\.51\.100|203\.0\.113)\./);
    expect(text).not.toMatch(/@(?!contoso\.example|")[a-z0-9-]+\.(com|net|org)\b/);
  });
});

test('editors are told of schemas that exist', () => {
  const settings = JSON.parse(textOf('.vscode/settings.json'));
  const schemas = Object.keys(settings['yaml.schemas']);
  const others = settings['json.schemas'].map((row: { url: string }) => row.url);
  expect([...schemas, ...others]).toHaveLength(6);
  for (const schema of [...schemas, ...others]) expect(existsSync(join(root, schema))).toBe(true);
});
