/**
 * How an ARM template is written and evaluated. `escapeTemplateValue` makes any JSON safe to write into a template;
 * `evaluateTemplate` does with a template what Azure Resource Manager does before it calls a resource provider:
 *
 *     template ─ parameters, variables, expressions, loops ─▶ resources with literal ids ─ deploymentOrder ─▶ one after another
 *
 * The rows of `functions/` are the template functions it knows; all others are refused by name.
 */
export { canonicalJson } from './canonical.ts';
export { escapeTemplateString, escapeTemplateValue, isExpression, unescapeTemplateString } from './escape.ts';
export type * from './exchange.ts';
export { limits as templateLimits } from './limits.ts';
export {
  formatResourceId,
  idKey,
  parseResourceId,
  type ResourceId,
  resourceGroupId,
  subscriptionId,
} from './resource-id.ts';
export { deploymentOrder } from './template/dependencies.ts';
export { type EvaluatedTemplate, type EvaluateOptions, evaluateTemplate } from './template/evaluate.ts';
export { readParameterValues } from './template/parameters.ts';
export type * from './template.ts';
export { equalValues, isObject } from './value.ts';
