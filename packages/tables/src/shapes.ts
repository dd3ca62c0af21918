import { factFile, own } from './data-file.ts';
import type { ShapeForm, ShapesForm } from './fact-forms.ts';
import type { ColumnType, Provenance, Shape } from './schema.ts';
import { isColumnType } from './table-lines.ts';
import { tableSchema } from './table-schemas.ts';

const form = factFile('shapes.json', (text) => JSON.parse(text) as ShapesForm);
const known = new Map<ShapeForm, Shape>();
const unknown: Shape = { kind: 'any' };

/**
 * What a dynamic column holds, or the JSON text of a string column. A dynamic column whose content nobody documents is
 * `any`; `undefined` for all other columns.
 */
export function shapeOf(table: string, column: string): Shape | undefined {
  const columns = own(form().columns, table);
  const written = columns && own(columns, column);
  if (written !== undefined) return read(written);
  return typeOf(table, column) === 'dynamic' ? unknown : undefined;
}

/**
 * The string columns of a table that hold JSON text: taking a member of one gives null, silently, until it goes
 * through parse_json(). Known for the Entra tables and those that Entra rules join.
 */
export function jsonInStringColumns(table: string): readonly string[] {
  return Object.keys(own(form().columns, table) ?? {}).filter((column) => typeOf(table, column) === 'string');
}

export function shapesSource(): Provenance {
  return form().provenance;
}

function typeOf(table: string, column: string): ColumnType | undefined {
  return tableSchema(table)?.columns.find((c) => c.name === column)?.type;
}

function read(written: ShapeForm): Shape {
  if (typeof written === 'string') return readWord(written);
  const before = known.get(written);
  if (before) return before;
  const shape = isArrayForm(written)
    ? ({ kind: 'array', items: read(written[0]) } as const)
    : ({
        kind: 'bag',
        members: Object.fromEntries(
          Object.entries(written).flatMap(([member, value]) => (member === '...' ? [] : [[member, read(value)]])),
        ),
        open: Object.hasOwn(written, '...'),
      } as const);
  known.set(written, shape);
  return shape;
}

function readWord(word: string): Shape {
  if (word.startsWith('shape ')) return read(own(form().shapes, word.slice('shape '.length)) ?? 'any');
  if (word === 'any') return unknown;
  const [type = '', , domain] = word.split(' ');
  const scalar = { kind: 'scalar', type: isColumnType(type) ? type : 'any' } as const;
  return domain === undefined ? scalar : { ...scalar, domain };
}

function isArrayForm(written: ShapeForm): written is readonly [ShapeForm] {
  return Array.isArray(written);
}
