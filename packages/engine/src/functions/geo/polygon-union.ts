import { Refusal } from '../../values/refusal.ts';
import type { Polygon } from './polygon.ts';

/** The polygons as one area. Of several, the union is not made yet. */
export function united(polygons: readonly Polygon[]): readonly Polygon[] {
  if (polygons.length > 1) throw new Refusal('a multipolygon', 'the union of its polygons');
  return polygons;
}
