import type { JsonObject } from '@picket/arm';
import { type Diagnostic, diagnostic } from '@picket/diagnostics';
import { textAt, valueAt } from './json.ts';
import type { LiveWorkspace } from './live.ts';
import type { Change } from './plan-types.ts';
import { placeOf, whatOf } from './plan-words.ts';

/** Enabled rules that a workspace may hold. Source: Microsoft Learn, "Service limits for Microsoft Sentinel", March 2025. */
const mostEnabled = { Scheduled: 512, NRT: 50 } as const;

/**
 * Counts the enabled rules that would be there afterwards, other people's included. A workspace that Microsoft granted more
 * to may be over the limit already; then only a plan that adds to it is a problem.
 */
export function ruleLimitProblems(workspace: LiveWorkspace, changes: readonly Change[]): readonly Diagnostic[] {
  const before = new Map(rulesOf(workspace));
  const after = new Map(before);
  for (const change of changes) {
    if (change.kind !== 'rule') continue;
    if (change.deletes.includes('resource')) after.delete(change.name.toLowerCase());
    if (change.writes.includes('resource') && change.desired) after.set(change.name.toLowerCase(), change.desired.body);
  }
  return Object.entries(mostEnabled).flatMap(([kind, most]) => {
    const count = enabledOf(after, kind);
    return count > most && count > enabledOf(before, kind) ? [diagnostic('DEP106', { kind, count, most })] : [];
  });
}

/**
 * Azure saves no second workbook of one title, not even while the first waits to be deleted, which comes last: better said before the first write than by a
 * deployment that ends halfway.
 */
export function titleProblems(workspace: LiveWorkspace, changes: readonly Change[]): readonly Diagnostic[] {
  const staying = changes.filter(({ kind, deletes }) => kind === 'workbook' && !deletes.includes('resource'));
  const ours = new Set(staying.map(({ name }) => name.toLowerCase()));
  const others = new Map(
    workspace.resources.flatMap(({ kind, name, body }): [string, string][] => {
      const title = textAt(body, 'properties', 'displayName');
      return kind === 'workbook' && title !== undefined && !ours.has(name.toLowerCase()) ? [[title, name]] : [];
    }),
  );
  return changes.flatMap((change) => {
    const { desired, displayName: title } = change;
    const other = others.get(title);
    if (!desired || change.kind !== 'workbook' || other === undefined || !change.writes.includes('resource')) return [];
    return [diagnostic('DEP111', { what: whatOf(change), title, other }, placeOf(desired))];
  });
}

/** Names are meant to be unique in a workspace: an incident shows the rule's name, not its id. */
export function nameProblems(workspace: LiveWorkspace, changes: readonly Change[]): readonly Diagnostic[] {
  const deleted = new Set(
    changes.filter((change) => change.deletes.includes('resource')).map(({ name }) => name.toLowerCase()),
  );
  const wanted = new Set(changes.filter((change) => change.desired).map(({ name }) => name.toLowerCase()));
  const others = new Map<string, string>();
  for (const [name, body] of rulesOf(workspace)) {
    const displayName = textAt(body, 'properties', 'displayName');
    if (displayName && !deleted.has(name) && !wanted.has(name)) others.set(displayName, name);
  }
  return changes.flatMap((change) => {
    const { desired } = change;
    const other = others.get(change.displayName);
    if (!desired || change.kind !== 'rule' || other === undefined || !change.writes.includes('resource')) return [];
    return [diagnostic('DEP109', { what: whatOf(change), displayName: change.displayName, other }, placeOf(desired))];
  });
}

function rulesOf(workspace: LiveWorkspace): readonly (readonly [string, JsonObject])[] {
  return workspace.resources
    .filter(({ kind }) => kind === 'rule')
    .map(({ name, body }) => [name.toLowerCase(), body] as const);
}

function enabledOf(rules: ReadonlyMap<string, JsonObject>, kind: string): number {
  return [...rules.values()].filter((body) => body.kind === kind && valueAt(body, 'properties', 'enabled') === true)
    .length;
}
