import { type Diagnostic, diagnostic, didYouMean } from '@picket/diagnostics';
import type { ConnectorDraft, Document } from '@picket/model';
import { logCategories, logCategory } from '@picket/tables';

const neededRights = ['read', 'write'] as const;

/** CON205 to CON210: what the definition says of its log category against what is known of it. */
export function categoryFacts(connector: Document<ConnectorDraft>): readonly Diagnostic[] {
  const { category, table, diagnosticSetting, permissions } = connector.value;
  if (category === undefined) return [];
  const facts = logCategory(category);
  if (facts?.category !== category) {
    const near =
      facts?.category ??
      didYouMean(
        category,
        logCategories().map((c) => c.category),
      );
    return [diagnostic('CON205', { category, near }, connector.at(['category']))];
  }
  const problems: Diagnostic[] = [];
  if (table !== undefined && table !== facts.table) {
    problems.push(diagnostic('CON206', { category, table, right: facts.table }, connector.at(['table'])));
  }
  if (diagnosticSetting?.category !== undefined && diagnosticSetting.category !== category) {
    const at = connector.at(['diagnosticSetting', 'category']);
    problems.push(diagnostic('CON207', { category, setting: diagnosticSetting.category }, at));
  }
  const resource = diagnosticSetting?.resource;
  if (resource !== undefined && resource.toLowerCase() !== facts.settingsResource.toLowerCase()) {
    const at = connector.at(['diagnosticSetting', 'resource']);
    problems.push(diagnostic('CON208', { category, resource, right: facts.settingsResource }, at));
  }
  if (permissions?.tenantRoles !== undefined) {
    const roles = facts.rolesToRoute.filter((role) => !permissions.tenantRoles.includes(role));
    const at = connector.keyAt(['permissions', 'tenantRoles']);
    if (roles.length > 0) problems.push(diagnostic('CON209', { roles, category }, at));
  }
  if (permissions?.workspace !== undefined) {
    const missing = neededRights.filter((right) => !permissions.workspace.includes(right));
    const at = connector.keyAt(['permissions', 'workspace']);
    if (missing.length > 0) problems.push(diagnostic('CON210', { missing }, at));
  }
  return problems;
}
