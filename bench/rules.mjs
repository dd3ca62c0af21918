import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRule } from '@picket/model';

/** The shipped rules' texts, as the stock that test sets are made from. */
function shippedRules(root) {
  return readdirSync(join(root, 'content'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => {
      const folder = join(root, 'content', entry.name, 'rules');
      try {
        return readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
      } catch (error) {
        if (error.code === 'ENOENT') return [];
        throw error;
      }
    });
}

/**
 * Writes `count` rules made from the shipped ones: each with its own id, name and a query that occurs once, so that no
 * analysis can be shared.
 *
 * @returns the queries
 */
export function writeRules(root, folder, count) {
  mkdirSync(folder, { recursive: true });
  const stock = shippedRules(root);
  const queries = [];
  for (let i = 0; i < count; i++) {
    const suffix = String(i).padStart(12, '0');
    const text = stock[i % stock.length]
      .replace(/^id: .*$/m, `id: 00000000-0000-4000-8000-${suffix}`)
      .replace(/^name: .*$/m, `name: Rule number ${i}`)
      .replace(/^query: \|\n/m, `query: |\n  let number${i} = ${i};\n`);
    writeFileSync(join(folder, `rule-${i}.yaml`), text);
    queries.push(readRule({ path: `rule-${i}.yaml`, bytes: new TextEncoder().encode(text) }).draft.value.query);
  }
  return queries;
}
