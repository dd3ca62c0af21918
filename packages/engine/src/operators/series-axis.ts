import type { Cell } from '../values/cell.ts';
import { Refusal } from '../values/refusal.ts';
import { floorDivide } from '../values/ticks.ts';

/** Longer series are refused by the service too. Microsoft Learn, "make-series operator". */
const longestSeries = 1_048_576;

/** A spot on the axis: ticks or a long, or a real. */
type Spot = bigint | number;

/** Places of equal width, from a start. */
export interface Axis {
  readonly length: number;
  readonly spotAt: (place: number) => Spot;
  /** Outside of 0 to `length` - 1 for a spot that is not on the axis. */
  readonly placeOf: (spot: Spot) => number;
}

/** What an axis begins, ends and steps by; a start or end that is not written is found in the rows. */
export interface AxisBounds {
  readonly from: Spot | undefined;
  readonly to: Spot | undefined;
  readonly step: Spot;
  readonly inclusive: boolean;
}

export const isSpot = (cell: Cell): cell is Spot =>
  typeof cell === 'bigint' || (typeof cell === 'number' && Number.isFinite(cell));

/** A bound's value; one that is null or no number is refused. */
export function boundOf(cell: Cell, what: string): Spot {
  if (!isSpot(cell)) throw new Refusal('make-series', `a ${what} that is null or no number`);
  return cell;
}

/**
 * The axis of one series: from the start, or else the bin of its least spot, to before the end, or else to its last bin.
 * Undefined when neither bounds nor spots tell. Of `in range()`, places are bins of bin(), so that the axis begins with the
 * bin that the start lies in; rows of that bin in front of the start, which may or may not count, are refused.
 */
export function axisOf({ from, to, step, inclusive }: AxisBounds, spots: readonly Spot[]): Axis | undefined {
  if (!(step > 0)) throw new Refusal('make-series', 'a step that is not above zero');
  const least = extreme(spots, (a, b) => a < b);
  const first = from ?? least;
  if (first === undefined) return undefined;
  const start = from === undefined || inclusive ? binOf(first, step) : from;
  const index = (spot: Spot): number =>
    typeof spot === 'bigint' && typeof start === 'bigint' && typeof step === 'bigint'
      ? Number(floorDivide(spot - start, step))
      : Math.floor((Number(spot) - Number(start)) / Number(step));
  const spotAt = (place: number): Spot =>
    typeof start === 'bigint' && typeof step === 'bigint'
      ? start + step * BigInt(place)
      : Number(start) + Number(step) * place;
  const greatest = extreme(spots, (a, b) => a > b);
  const lastPlace = endPlace(to, greatest, inclusive, index, spotAt);
  if (lastPlace === undefined) return undefined;
  const length = Math.max(0, lastPlace + 1);
  if (length > longestSeries) throw new Refusal('make-series', `more than ${longestSeries} places`);
  const placeOf = (spot: Spot): number => {
    if (inclusive && from !== undefined && spot < from && spot >= start)
      throw new Refusal('make-series', 'a row of the first bin in front of the start of in range()');
    if (to === undefined || spot < to || (inclusive && spot === to)) return index(spot);
    if (inclusive && index(spot) === lastPlace)
      throw new Refusal('make-series', 'a row of the last bin behind the stop of in range()');
    return -1;
  };
  return { length, spotAt, placeOf };
}

/** The last place: of the end, which is part of the axis only when `inclusive`, or of the greatest spot. */
function endPlace(
  to: Spot | undefined,
  greatest: Spot | undefined,
  inclusive: boolean,
  index: (spot: Spot) => number,
  spotAt: (place: number) => Spot,
): number | undefined {
  const end = to ?? greatest;
  if (end === undefined) return undefined;
  const place = index(end);
  return to !== undefined && !inclusive && spotAt(place) >= end ? place - 1 : place;
}

const binOf = (spot: Spot, step: Spot): Spot =>
  typeof spot === 'bigint' && typeof step === 'bigint'
    ? floorDivide(spot, step) * step
    : Math.floor(Number(spot) / Number(step)) * Number(step);

function extreme(spots: readonly Spot[], wins: (a: Spot, b: Spot) => boolean): Spot | undefined {
  return spots.reduce<Spot | undefined>(
    (best, spot) => (best === undefined || wins(spot, best) ? spot : best),
    undefined,
  );
}
