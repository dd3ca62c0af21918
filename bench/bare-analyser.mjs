import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

// Microsoft's analyser and nothing around it: the same queries, the same tables, one thread. Argument: a JSON file with
// { tables: { name: "(column: type, …)" }, queries: [] }. Prints milliseconds for loading and for analysing.
const require = createRequire(fileURLToPath(new URL('../packages/kql/package.json', import.meta.url)));
const began = performance.now();
require('@kusto/language-service-next/bridge.min.js');
require('@kusto/language-service-next/Kusto.Language.Bridge.min.js');
const { KustoCode, GlobalState, Symbols } = globalThis.Kusto.Language;
const { tables, queries } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const symbols = Object.entries(tables).map(([name, columns]) => Symbols.TableSymbol.From(columns).WithName(name));
const state = GlobalState.Default.WithDatabase(new Symbols.DatabaseSymbol.ctor('workspace', symbols));
const loaded = performance.now();
let problems = 0;
for (const query of queries) problems += KustoCode.ParseAndAnalyze(query, state).GetDiagnostics().Count;
console.log(JSON.stringify({ load: loaded - began, analyse: performance.now() - loaded, problems }));
