import { type Diagnostic, diagnostic, didYouMean, type Span, sortDiagnostics } from '@picket/diagnostics';
import type { ConnectorDraft, Document, RuleDraft } from '@picket/model';
import { logCategories, logCategory } from '@picket/tables';
import { checkHistory, type RuleChange } from './check-history.ts';
import { checkUniqueConnectors, checkUniqueRules } from './unique.ts';

/** A content package as far as it could be read; `Content` of @picket/model fits. */
export interface PackageUnderCheck {
  readonly folder: string;
  readonly slug: string;
  readonly category: string;
  readonly table: string;
  readonly connector?: Document<ConnectorDraft> | undefined;
  readonly rules: readonly Document<RuleDraft>[];
}

export interface RepositoryUnderCheck {
  readonly packages: readonly PackageUnderCheck[];
}

/** Enabled rules that one workspace runs (page sentinel-service-limits). */
const limits = [
  { kind: 'Scheduled', limit: 512 },
  { kind: 'NRT', limit: 50 },
] as const;

/**
 * What must hold over all content packages together, and against an earlier state of them.
 *
 * @param history the rules whose files existed at the git base, each with what it said there
 * @returns the problems by place; pure
 */
export function checkRepository(
  content: RepositoryUnderCheck,
  history: readonly RuleChange[] = [],
): readonly Diagnostic[] {
  const rules = content.packages.flatMap((each) => each.rules);
  const connectors = content.packages.flatMap((each) => each.connector ?? []);
  return sortDiagnostics([
    ...checkUniqueRules(rules),
    ...checkUniqueConnectors(connectors),
    ...content.packages.flatMap(checkPackage),
    ...rules.flatMap(fileName),
    ...workspaceLimits(rules),
    ...checkHistory(history),
  ]);
}

/** What the package that looks across all logs says in place of a category. */
const overview = 'Overview';

/** REPO202 to REPO204, CON211: the package's folder, its package.json and its connector tell of one log category. */
function checkPackage({ folder, slug, category, table, connector }: PackageUnderCheck): readonly Diagnostic[] {
  const at = startOf(`${folder}/package.json`);
  if (category === overview) {
    return slug === 'overview' ? [] : [diagnostic('REPO202', { folder: slug, expected: 'overview', category }, at)];
  }
  const facts = logCategory(category);
  if (facts?.category !== category) {
    const near =
      facts?.category ??
      didYouMean(
        category,
        logCategories().map((c) => c.category),
      );
    return [diagnostic('REPO203', { category, near }, at)];
  }
  const problems: Diagnostic[] = [];
  if (table !== facts.table) problems.push(diagnostic('REPO204', { category, table, right: facts.table }, at));
  if (slug !== facts.slug) {
    problems.push(diagnostic('REPO202', { folder: slug, expected: facts.slug, category }, at));
  }
  const own = { category, table };
  for (const field of ['category', 'table'] as const) {
    const said = connector?.value[field];
    if (connector && said !== undefined && said !== own[field]) {
      const words = { field, package: own[field], connector: said };
      problems.push(diagnostic('CON211', words, connector.at([field])));
    }
  }
  return problems;
}

/** REPO201: one slug binds the rule's file, its tests and its line in a plan. */
function fileName(rule: Document<RuleDraft>): readonly Diagnostic[] {
  const file = rule.file.slice(rule.file.lastIndexOf('/') + 1);
  if (/^[a-z0-9]+(?:-[a-z0-9]+)*\.yaml$/.test(file)) return [];
  const slug = file
    .replace(/\.ya?ml$/i, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return [diagnostic('REPO201', { file, expected: `${slug || 'rule'}.yaml` }, startOf(rule.file))];
}

/** REPO103: at the first rule beyond what a workspace runs. */
function workspaceLimits(rules: readonly Document<RuleDraft>[]): readonly Diagnostic[] {
  return limits.flatMap(({ kind, limit }) => {
    const enabled = rules.filter((rule) => rule.value.kind === kind && rule.value.enabled !== false);
    const beyond = enabled[limit];
    return beyond ? [diagnostic('REPO103', { count: enabled.length, limit, kind }, beyond.at(['kind']))] : [];
  });
}

function startOf(file: string): Span {
  const position = { line: 1, column: 1 };
  return { file, start: position, end: position };
}
