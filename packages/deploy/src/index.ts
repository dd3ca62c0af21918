/**
 * The workspace against the repository: `readWorkspace` reads what is there, `planChanges` compares it with what is wanted and
 * with what was deployed last, `renderPlan` shows it, `applyPlan` does it. Only `createAzureTransport` knows Azure's SDK; the
 * others work on any ArmTransport.
 */
export { applyPlan } from './apply.ts';
export type { ApplyEvent, ApplyOptions, ApplyResult } from './apply-types.ts';
export { type AzureOptions, clouds, createAzureTransport } from './azure.ts';
export type { CallOptions } from './call.ts';
export { canonicalise } from './canonicalise.ts';
export type { Difference } from './difference.ts';
export { differences } from './difference.ts';
export { type DiffLine, lineDiff } from './line-diff.ts';
export { type LiveMetadata, type LiveResource, type LiveTable, type LiveWorkspace, readWorkspace } from './live.ts';
export { type PlanInput, planChanges, planDestroy } from './plan.ts';
export { readPlan, serialisePlan } from './plan-file.ts';
export { canonicalHash, hashOfDesired } from './plan-hash.ts';
export { renderPlanMarkdown } from './plan-markdown.ts';
export { countsOf, renderPlan } from './plan-text.ts';
export type { Action, Base, Change, Plan, PlanCounts, PlanPolicy } from './plan-types.ts';
export type { PreImage } from './pre-image.ts';
export { type WorkspaceScope, workspaceOf } from './workspace.ts';
