import { type Diagnostic, diagnostic, didYouMean } from '@picket/diagnostics';
import type { PropertyAccess } from '@picket/kql';
import { type Shape, shapeOf, tableSchema } from '@picket/tables';
import type { RuleCheck } from '../rule-check.ts';

/** COL301, COL302: members taken of documented columns. KQL answers a wrong one with null, never with an error. */
export const memberAccess: RuleCheck = (rule, analysis) =>
  (analysis?.properties ?? []).flatMap((access): readonly Diagnostic[] => {
    const [origin] = access.origins;
    if (!origin) return [];
    const at = (step: number) => {
      const { start, end } = access.steps[step] ?? access;
      return rule.within(['query'], start, end);
    };
    const faults = access.origins.map(({ table, column }) => firstFault(column, shapeOf(table, column), access));
    const [fault] = faults;
    if (!fault || !faults.every((other) => other?.step === fault.step)) return [];
    const { kind, step, of, property, near, members } = fault;
    return kind === 'of-array'
      ? [diagnostic('COL302', { property, of }, at(step))]
      : [diagnostic('COL301', { property, of, near, members }, at(step))];
  });

/** COL303: explains the analyser's "no such column" for a column that a union had to split by type. */
export const unitedColumns: RuleCheck = (rule, analysis) =>
  (analysis?.problems ?? []).flatMap(({ kind, name, start, end }) => {
    if (kind !== 'unknown-column' || name === undefined) return [];
    const reads = new Set(analysis?.tables.map((read) => read.name));
    const types = new Set([...reads].flatMap((table) => typeOf(table, name) ?? []));
    if (types.size < 2) return [];
    const split = [...types].map((type) => `${name}_${type}`);
    return [diagnostic('COL303', { column: name, split }, rule.within(['query'], start, end))];
  });

function typeOf(table: string, column: string): string | undefined {
  return tableSchema(table)?.columns.find((each) => each.name === column)?.type;
}

interface Fault {
  readonly kind: 'unknown' | 'of-array';
  readonly step: number;
  readonly of: string;
  readonly property: string;
  readonly near?: string | undefined;
  /** The documented members, when nothing is near. */
  readonly members?: readonly string[];
}

/** Follows the path through the column's documented shape; silent as soon as that leaves something open. */
function firstFault(column: string, shape: Shape | undefined, { path }: PropertyAccess): Fault | undefined {
  let here = shape;
  let of = column;
  for (const [step, property] of path.entries()) {
    if (!here || here.kind === 'any' || here.kind === 'scalar') return undefined;
    if (property === '[]') {
      if (here.kind !== 'array') return undefined;
      here = here.items;
      of += '[]';
      continue;
    }
    if (here.kind === 'array') return { kind: 'of-array', step, of, property };
    const known: Readonly<Record<string, Shape>> = here.members;
    if (!Object.hasOwn(known, property)) {
      if (here.open) return undefined;
      const members = Object.keys(known);
      return { kind: 'unknown', step, of, property, near: didYouMean(property, members), members };
    }
    here = known[property];
    of += `.${property}`;
  }
  return undefined;
}
