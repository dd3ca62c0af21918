/**
 * What good content is. Reading (`@picket/model`) has settled each key's own form and `@picket/kql` what the queries
 * mean; here is all that needs more than one key, the query's meaning, or the other files:
 *
 *   checkRule        one rule with the analysis of its query: KQL problems and every check of `ruleChecks`
 *   checkConnector   one connector with the analyses of its queries
 *   checkWorkbook    one workbook, as source or as Azure's JSON, with the analyses of its queries
 *   checkRuleTest    the data of a rule's test: nobody's
 *   checkRepository  all content packages together, and against an earlier state
 */
export { type AttackMatrix, attackMatrix, type Technique } from './attack-matrix.ts';
export { checkRule } from './check-rule.ts';
export { checkConnector } from './connector/check-connector.ts';
export { type ConnectorQuery, connectorQueries } from './connector/connector-queries.ts';
export {
  checkHistory,
  checkWorkbookHistory,
  type RuleChange,
  type WorkbookChange,
} from './repository/check-history.ts';
export { checkRepository, type PackageUnderCheck, type RepositoryUnderCheck } from './repository/check-repository.ts';
export { checkUniqueConnectors, checkUniqueRules, checkUniqueWorkbooks } from './repository/unique.ts';
export type { CheckContext, RuleCheck } from './rule-check.ts';
export { ruleChecks } from './rule-checks.ts';
export { checkEventFile, checkRuleTest } from './rule-test/check-rule-test.ts';
export {
  checkWorkbook,
  rawUnderCheck,
  sourceUnderCheck,
  type WorkbookUnderCheck,
  workbookKql,
} from './workbook/check-workbook.ts';
