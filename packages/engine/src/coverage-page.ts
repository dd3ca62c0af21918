import type { CoverageRow } from './coverage.ts';
import type { PageKind } from './pages.ts';

const headings: Readonly<Record<PageKind, string>> = {
  'tabular operator': 'Tabular operators',
  'scalar operator': 'Scalar operators',
  function: 'Functions',
  aggregate: 'Aggregates',
  plugin: 'Plugins (`evaluate`)',
};

const title = `# What the engine runs

Made by \`npm run docs\` from the engine's own tables. A name that is refused gives ENG101 with its place; nothing is
guessed. What is pushed down is evaluated too, and over much data some of its forms are computed in DuckDB, with the same
answer. Each name leads to the page of Microsoft Learn that its meaning is taken from.`;

/** What the engine runs and refuses, as a Markdown page: a section a kind, a line a name. */
export function coveragePage(rows: readonly CoverageRow[]): string {
  const kinds = [...new Set(rows.map((row) => row.kind))];
  const sections = kinds.map((kind) => {
    const ofKind = rows.filter((row) => row.kind === kind);
    const runs = ofKind.filter((row) => row.state !== 'refused');
    const lines = ofKind.map((row) => `| ${linked(row)} | ${row.state} |`);
    return [
      `## ${headings[kind]}: ${runs.length} of ${ofKind.length}`,
      '',
      '| name | here |',
      '| --- | --- |',
      ...lines,
    ];
  });
  return `${[title, ...sections.map((section) => section.join('\n'))].join('\n\n')}\n`;
}

const linked = ({ name, page }: CoverageRow): string =>
  page === undefined ? `\`${name}\`` : `[\`${name}\`](https://learn.microsoft.com/kusto/query/${page})`;
