/**
 * What a content file may say. Bytes become text, text becomes a tree that knows its places (`yaml/`), the tree is read
 * by a JSON Schema into plain values (`schema/`), and each kind of file names its faults in its own words (`rule/`,
 * `connector/`, `workbook/`, `settings/`). What was wrong travels beside the value as problems.
 */
export { classify } from './classify.ts';
export { readConnector } from './connector/read-connector.ts';
export type * from './content.ts';
export { durationMinutes, toIsoDuration } from './duration.ts';
export { type EntityType, entityTypes } from './entity-types.ts';
export { readContent } from './read-content.ts';
export { readYaml } from './read-yaml.ts';
export { readRule } from './rule/read-rule.ts';
export { readRuleTest } from './rule-test/read-rule-test.ts';
export { type PackageSettings, readPackageSettings, readSettings } from './settings/read-settings.ts';
export { tactics } from './tactics.ts';
export { readRawWorkbook } from './workbook/read-raw-workbook.ts';
export { readWorkbook } from './workbook/read-workbook.ts';
export type * from './workbook/workbook.ts';
export { applyEdits, editAt, flow, type TextEdit } from './yaml/edit-value.ts';
