import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readContent } from '@picket/model';
import { logCategories } from '@picket/tables';
import { generateWorkbook } from '@picket/workbooks';

const root = '/tmp/w/e/';
const files = readdirSync(join(root, 'content'), { recursive: true, withFileTypes: true })
  .filter(
    (entry) => entry.isFile() && /\.yaml$|^package\.json$/.test(entry.name) && !entry.parentPath.includes('tests'),
  )
  .map((entry) => join(entry.parentPath, entry.name))
  .map((path) => ({ path: path.slice(root.length), bytes: readFileSync(path) }));
const { value } = readContent(files);
for (const c of logCategories()) {
  const p = value.packages.find((x) => x.slug === c.slug);
  writeFileSync(
    join(root, 'content', c.slug, 'workbook.yaml'),
    generateWorkbook(
      c,
      p.rules.map((r) => ({ id: r.value.id, name: r.value.name, severity: r.value.severity })),
    ),
  );
}
