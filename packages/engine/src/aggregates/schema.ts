import { type Cell, isArray, isBag, isTagged } from '../values/cell.ts';
import { compareText } from '../values/compare.ts';
import { Refusal } from '../values/refusal.ts';
import type { AggregateRow, AggregateTable } from './aggregate.ts';

/** What values of a place were met: kinds of scalars, members by name, the members of arrays. */
interface Schema {
  readonly scalars: Set<string>;
  bag: Map<string, Schema> | undefined;
  array: Schema | undefined;
}

const empty = (): Schema => ({ scalars: new Set(), bag: undefined, array: undefined });

const kinds: Readonly<Record<string, string>> = { boolean: 'bool', bigint: 'long', number: 'double', string: 'string' };

function meet(schema: Schema, value: Cell): void {
  if (value === null) throw new Refusal('buildschema()', 'a null inside a value');
  if (isArray(value)) {
    schema.array ??= empty();
    for (const member of value) meet(schema.array, member);
  } else if (isBag(value)) {
    schema.bag ??= new Map();
    for (const [name, member] of value) {
      const inner = schema.bag.get(name) ?? empty();
      schema.bag.set(name, inner);
      meet(inner, member);
    }
  } else schema.scalars.add(isTagged(value) ? value.tag : (kinds[typeof value] ?? 'null'));
}

/** Alternatives as the service lists them: what has members first, then scalars by name. */
function told(schema: Schema): Cell {
  if (schema.array && schema.bag) throw new Refusal('buildschema()', 'a place with arrays and bags');
  const scalars = [...schema.scalars];
  const sorted = [...scalars].sort(compareText);
  if (scalars.some((name, i) => name !== sorted[i]))
    throw new Refusal('buildschema()', 'kinds whose order is not certain');
  const bag = schema.bag && new Map([...schema.bag].map(([name, inner]) => [name, told(inner)] as const));
  const array = schema.array && new Map([['`indexer`', told(schema.array)]]);
  const all: readonly Cell[] = [...(bag ? [bag] : []), ...(array ? [array] : []), ...sorted];
  if (all.length === 0) throw new Refusal('buildschema()', 'an array without members');
  return all.length === 1 ? (all[0] ?? null) : all;
}

/** The least schema that admits all values; of no rows it is null. */
const buildschema: AggregateRow = {
  gives: (types) => (types.length === 1 && types[0] === 'dynamic' ? ['dynamic'] : undefined),
  start: () => {
    const schema = empty();
    let rows = 0;
    return {
      add: ([value = null]) => {
        rows++;
        meet(schema, value);
      },
      finish: () => [rows === 0 ? null : told(schema)],
    };
  },
};

/** Microsoft Learn: "buildschema()". */
export const schemas: AggregateTable = { buildschema };
