import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { workspaceFor } from './analyse.ts';
import { bindText } from './bind-text.ts';
import { documentedSchemas } from './documented-schemas.ts';
import { items, kustoVersion, loadKusto } from './kusto.ts';
import { mentionedWords } from './mentioned-names.ts';
import { sampleQueries } from './sample-queries.test-support.ts';

/** Runs the untouched library, through its own entry, over the same tables. */
const untouched = `
const { parentPort, workerData } = require('node:worker_threads');
require('@kusto/language-service-next/bridge.min.js');
require('@kusto/language-service-next/Kusto.Language.Bridge.min.js');
const { Symbols, GlobalState, KustoCode } = Kusto.Language;
const list = (l) => Array.isArray(l) ? l : Array.from({ length: l.Count }, (_, i) => l.getItem(i));
const answers = workerData.map(({ query, tables }) => {
  const symbols = tables.map(({ name, schema }) => Symbols.TableSymbol.From(schema).WithName(name));
  const globals = GlobalState.Default.WithDatabase(new Symbols.DatabaseSymbol.ctor('workspace', symbols));
  const code = KustoCode.ParseAndAnalyze(query, globals);
  const diagnostics = list(code.GetDiagnostics()).map((d) => [d.Code, d.Start, d.Length, d.Message].join(' ')).sort();
  const columns = code.ResultType && code.ResultType.Columns ? list(code.ResultType.Columns) : [];
  return { diagnostics, columns: columns.map((c) => c.Name + ':' + c.Type.Name) };
});
parentPort.postMessage(answers);
`;

/** Samples that need no function of the workspace, and the same with a fault in each. */
const queries = Object.values(sampleQueries)
  .filter((query) => !/_GetWatchlist|workspace\(/.test(query))
  .flatMap((query) => [query, query.replace(/UserPrincipalName/, 'UserPrincipleName').replace(/ago\(/, 'agoo(')]);

interface Answer {
  readonly diagnostics: readonly string[];
  readonly columns: readonly string[];
}

test('the replaced helpers change no answer of the library', async () => {
  const schemas = documentedSchemas();
  const input = queries.map((query) => ({
    query,
    tables: [...new Set([...mentionedWords(query), ...wildcards(query)])].flatMap((name) => {
      const table = schemas.table(name);
      return table ? [{ name, schema: `(${table.columns.map((c) => `['${c.name}']: ${c.type}`).join(', ')})` }] : [];
    }),
  }));
  const expected = await new Promise<readonly Answer[]>((resolve, reject) => {
    const worker = new Worker(untouched, { eval: true, workerData: input, execArgv: [] });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
  const kusto = loadKusto();
  const workspace = workspaceFor(kusto, {});
  const found = queries.map((query): Answer => {
    const { root, diagnostics } = bindText(kusto, query, workspace.globalsFor(query));
    const statements = root.Statements;
    const last = statements?.GetChild(statements.ChildCount - 1)?.Element$1?.Expression?.ResultType;
    return {
      diagnostics: diagnostics.map((d) => [d.Code, d.Start, d.Length, d.Message].join(' ')).sort(),
      columns: items(last?.Columns).map((c) => `${c.Name}:${c.Type?.Name}`),
    };
  });
  expect(found).toEqual(expected);
});

test('the installed library is the one that all this was checked against', () => {
  const installed: { readonly version: string } = createRequire(import.meta.url)(
    '@kusto/language-service-next/package.json',
  );
  expect(installed.version).toBe(kustoVersion);
});

function wildcards(query: string): readonly string[] {
  return query.includes('AAD*SignInLogs')
    ? documentedSchemas()
        .tableNames()
        .filter((name) => /^AAD.*SignInLogs$/.test(name))
    : [];
}
