import type { Document, Path } from '../content.ts';
import { documentOf } from '../document.ts';
import { entryOf, isLeftOut, type LocatedNode, type MappingNode } from '../yaml/located.ts';
import type { LocatedFile } from '../yaml/read-tree.ts';
import type { Fault } from './fault.ts';
import { type JsonSchema, loadSchema, type SchemaName, withDefinitions } from './json-schema.ts';
import { withRightKeys } from './key-case.ts';
import { nearKey } from './near-key.ts';
import { misfits, prune } from './prune.ts';
import { type Remark, typedValue } from './typed-value.ts';
import { faultsOf } from './validator.ts';

export interface Reading {
  /** The tree, its keys in the spelling of the schema. */
  readonly root: MappingNode;
  /** All that could be read, right or wrong, for the places of problems. */
  readonly document: Document<unknown>;
  /** At most 200. */
  readonly faults: readonly Fault[];
  readonly remarks: readonly Remark[];
  /** Only what has the form that the schema asks for; paths are those of this document. */
  readonly draft: Document<unknown>;
}

/** Faults that a schema cannot state, found in the typed value. */
export type FurtherFaults = (value: unknown) => readonly Fault[];

/** More are of no use to anyone, and a hostile file may have a hundred thousand. */
const namedFaults = 200;

const schemas = new Map<SchemaName, JsonSchema>();

/** Holds a located tree against a schema of this package. */
export function readBySchema(
  name: SchemaName,
  { source, root: written }: LocatedFile,
  further?: FurtherFaults,
): Reading {
  const schema = schemas.get(name) ?? withDefinitions(loadSchema(name));
  schemas.set(name, schema);
  const { root, remarks: keyRemarks } = withRightKeys(written, schema);
  const judge = (tree: MappingNode) => {
    const { value, remarks } = typedValue(tree, schema);
    const faults = [...faultsOf(name, value), ...(further?.(value) ?? [])];
    return { value, remarks, faults };
  };
  const first = judge(root);
  let kept = root;
  let current = first;
  // Taking one part out may leave the part around it incomplete; each round takes out at least one level.
  for (let paths = misfits(current.faults); paths.length > 0; paths = misfits(current.faults)) {
    kept = prune(kept, paths);
    current = judge(kept);
  }
  return {
    root,
    document: documentOf(source, root, first.value),
    faults: withoutConsequences(first.faults.slice(0, namedFaults), root),
    remarks: [...keyRemarks, ...first.remarks],
    draft: documentOf(source, kept, current.value),
  };
}

/** Drops what another problem already says: parts that could not be read, keys missing because they are misspelt. */
function withoutConsequences(faults: readonly Fault[], root: MappingNode): readonly Fault[] {
  const meant = new Set<string>();
  const unknown = new Set<string>();
  for (const fault of faults) {
    if (fault.kind !== 'unknownKey') continue;
    unknown.add(placeOf(fault.path, fault.key));
    const near = nearKey(fault.key, fault.known);
    if (near) meant.add(placeOf(fault.path, near));
  }
  return faults.filter((fault) => {
    const node = nodeAt(root, fault.path);
    if (node === undefined || node.kind === 'broken') return false;
    if (fault.kind !== 'missing') return true;
    const entry = entryOf(node, fault.key);
    if (entry) return entry.value.kind !== 'broken';
    return !meant.has(placeOf(fault.path, fault.key)) && !isSomethingElse(node, fault.path, unknown);
  });
}

/** An item all of whose keys are unknown is in the wrong place; what it lacks does not matter. */
function isSomethingElse(node: LocatedNode, path: Path, unknown: ReadonlySet<string>): boolean {
  if (path.length === 0 || node.kind !== 'mapping' || node.entries.size === 0) return false;
  return [...node.entries.keys()].every((key) => unknown.has(placeOf(path, key)));
}

/** Whether a key that is missing is there after all, but without a value. */
export function isGivenWithoutValue(root: MappingNode, fault: Fault): boolean {
  if (fault.kind !== 'missing') return false;
  const entry = entryOf(nodeAt(root, fault.path), fault.key);
  return entry !== undefined && isLeftOut(entry.value);
}

function nodeAt(root: MappingNode, path: Path): LocatedNode | undefined {
  let node: LocatedNode | undefined = root;
  for (const step of path) {
    if (node?.kind === 'sequence' && typeof step === 'number') node = node.items[step];
    else node = entryOf(node, String(step))?.value;
  }
  return node;
}

function placeOf(path: Path, key: string): string {
  return JSON.stringify([...path, key]);
}
