import { type Diagnostic, sortDiagnostics } from '@picket/diagnostics';
import { type Analysis, analyseQuery, documentedSchemas, noDeclarations } from '@picket/kql';
import {
  type ConnectorDraft,
  type Document,
  type RuleDraft,
  readConnector,
  readRawWorkbook,
  readRule,
  readWorkbook,
} from '@picket/model';
import { checkRule } from './check-rule.ts';
import { checkConnector } from './connector/check-connector.ts';
import { connectorQueries } from './connector/connector-queries.ts';
import { checkWorkbook, rawUnderCheck, sourceUnderCheck, workbookKql } from './workbook/check-workbook.ts';

const schemas = documentedSchemas();
const bytes = (text: string) => new TextEncoder().encode(text);

export function analyse(query: string): Analysis {
  return analyseQuery(query, { schemas, declarations: noDeclarations });
}

/** A rule as far as it can be read. */
export function ruleOf(text: string, path = 'rule.yaml'): Document<RuleDraft> {
  const { draft } = readRule({ path, bytes: bytes(text) });
  if (!draft) throw new Error(`no rule in ${path}`);
  return draft;
}

export function connectorOf(text: string, path = 'connector.yaml'): Document<ConnectorDraft> {
  const { draft } = readConnector({ path, bytes: bytes(text) });
  if (!draft) throw new Error(`no connector in ${path}`);
  return draft;
}

/** All that is said of a rule file: reading it, its query and the checks. */
export function checkRuleText(text: string, connectorIds: readonly string[] = []): readonly Diagnostic[] {
  const { draft, problems } = readRule({ path: 'rule.yaml', bytes: bytes(text) });
  const query = draft?.value.query;
  const analysis = query === undefined ? undefined : analyse(query);
  const checked = draft ? checkRule(draft, analysis, { connectorIds: new Set(connectorIds) }) : [];
  return sortDiagnostics([...problems, ...checked]);
}

/** All that is said of a connector file. */
export function checkConnectorText(text: string): readonly Diagnostic[] {
  const { draft, problems } = readConnector({ path: 'connector.yaml', bytes: bytes(text) });
  if (!draft) return problems;
  const analyses = connectorQueries(draft.value).map(({ query }) => analyse(query));
  return sortDiagnostics([...problems, ...checkConnector(draft, analyses)]);
}

/** The problems of a rule file, each as `CODE line:column`. */
export function problemsOf(text: string): readonly string[] {
  return checkRuleText(text).map(({ code, at }) => `${code} ${at?.start.line}:${at?.start.column}`);
}

/** All that is said of a workbook file, a source or Azure's JSON by what it begins with. */
export function checkWorkbookText(text: string): readonly Diagnostic[] {
  const isJson = text.trimStart().startsWith('{');
  const file = { path: isJson ? 'workbook.json' : 'workbook.yaml', bytes: bytes(text) };
  const raw = isJson ? readRawWorkbook(file) : undefined;
  const source = isJson ? undefined : readWorkbook(file);
  const problems = [...(raw?.problems ?? []), ...(source?.problems ?? [])];
  const under = raw?.workbook ? rawUnderCheck(raw.workbook) : source?.draft && sourceUnderCheck(source.draft);
  if (!under) return problems;
  const analyses = new Map(workbookKql(under).map((kql) => [kql, analyse(kql)]));
  return sortDiagnostics([...problems, ...checkWorkbook(under, (kql) => analyses.get(kql))]);
}
