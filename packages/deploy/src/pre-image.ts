import { mkdir, open, readdir, rename } from 'node:fs/promises';
import path from 'node:path';
import type { JsonObject } from '@picket/arm';
import { diagnostic, OutsideFailure } from '@picket/diagnostics';
import type { Fresh } from './fresh.ts';
import type { Plan } from './plan-types.ts';

/** What a workspace held before a run: with it, everything that the run overwrote or deleted can be put back. */
export interface PreImage {
  readonly form: 'picket-pre-image/1';
  readonly workspace: string;
  readonly repository: string;
  readonly desiredHash: string;
  readonly items: readonly { readonly id: string; readonly resource?: JsonObject; readonly metadata?: JsonObject }[];
}

/** Everything among the touched that exists, in the form it was read. */
export function preImageOf(plan: Plan, touched: readonly Fresh[]): PreImage {
  return {
    form: 'picket-pre-image/1',
    workspace: plan.workspace,
    repository: plan.repository,
    desiredHash: plan.desiredHash,
    items: touched.flatMap(({ change, live, mark }) =>
      live || mark
        ? [{ id: change.id, ...(live ? { resource: live.body } : {}), ...(mark ? { metadata: mark.body } : {}) }]
        : [],
    ),
  };
}

/**
 * Writes the copy: first whole beside its place, then renamed, so that a file of this name is always complete. An earlier
 * copy in the folder is never replaced.
 *
 * @returns the file's path, or undefined when nothing is overwritten
 * @throws OutsideFailure DEP306 when it cannot be kept; nothing must be written to the workspace then
 */
export async function keepPreImage(folder: string, image: PreImage): Promise<string | undefined> {
  if (image.items.length === 0) return undefined;
  try {
    await mkdir(folder, { recursive: true });
    const taken = new Set(await readdir(folder));
    let number = 1;
    while (taken.has(`pre-image-${number}.json`)) number += 1;
    const file = path.join(folder, `pre-image-${number}.json`);
    const handle = await open(`${file}.part`, 'w', 0o600);
    try {
      await handle.writeFile(`${JSON.stringify(image, null, 2)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(`${file}.part`, file);
    return file;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new OutsideFailure(diagnostic('DEP306', { folder, reason }), error);
  }
}
