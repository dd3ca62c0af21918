import { alertRules } from './alert-rules.ts';
import { dataConnectorDefinitions } from './data-connector-definitions.ts';
import type { ReadOnlyKind, ResourceKind } from './kind.ts';
import { metadata } from './metadata.ts';
import { tables } from './tables.ts';
import { workbooks } from './workbooks.ts';

/** The types that the workspace keeps. To offer another type, add its row here. */
export const resourceKinds: readonly ResourceKind[] = [alertRules, dataConnectorDefinitions, metadata, workbooks];

/** The types that it computes. */
export const readOnlyKinds: readonly ReadOnlyKind[] = [tables];

export function resourceKindOf(type: string): ResourceKind | undefined {
  return resourceKinds.find((kind) => kind.type.toLowerCase() === type.toLowerCase());
}

export function readOnlyKindOf(type: string): ReadOnlyKind | undefined {
  return readOnlyKinds.find((kind) => kind.type.toLowerCase() === type.toLowerCase());
}
