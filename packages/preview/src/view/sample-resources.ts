import type { WorkbookParameter } from '@picket/model';

/** An Azure resource that a picker of the preview has chosen. */
export interface SampleResource {
  /** What queries and texts get. */
  readonly value: string;
  /** What readers see. */
  readonly label: string;
}

const subscription = '/subscriptions/00000000-0000-4000-8000-000000000000';
const group = `${subscription}/resourceGroups/rg-sample`;
const workspace: SampleResource = {
  value: `${group}/providers/Microsoft.OperationalInsights/workspaces/log-sample`,
  label: 'log-sample',
};

/** Azure offers what the reader may see; the preview has one invented resource of each kind, whose events are the sample. */
const resources: Readonly<Partial<Record<WorkbookParameter['type'], SampleResource>>> = {
  workspace,
  resource: workspace,
  subscription: { value: subscription, label: 'sample subscription' },
  'resource-group': { value: group, label: 'rg-sample' },
};

/** What a picker of this type has chosen; undefined for parameters that pick no resource. */
export const sampleResource = (type: WorkbookParameter['type']): SampleResource | undefined => resources[type];
