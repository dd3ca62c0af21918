import { reference, sign } from './predicates.ts';
import { add, cross, norm2, normalize, type Point, scale, subtract, wideCross } from './vector.ts';

/**
 * Angles as S2 keeps them here, by the square of the chord: the number of steps along an arc follows from how these
 * add up. After S1ChordAngle.
 */
const chordOf = (radians: number): number => (2 * Math.sin(0.5 * Math.min(Math.PI, radians))) ** 2;
const chordBetween = (a: Point, b: Point): number => Math.min(4, norm2(subtract(a, b)));
const rightAngle = 2;

function plus(a: number, b: number): number {
  if (b === 0) return a;
  if (a + b >= 4) return 4;
  const x = a * (1 - 0.25 * b);
  const y = b * (1 - 0.25 * a);
  return Math.min(4, x + y + 2 * Math.sqrt(x * y));
}

function minus(a: number, b: number): number {
  if (b === 0) return a;
  if (a <= b) return 0;
  const rest = Math.max(0, Math.sqrt(a * (1 - 0.25 * b)) - Math.sqrt(b * (1 - 0.25 * a)));
  return rest * rest;
}

/** The point at a chord's angle from `from` in a direction at a right angle to it. */
const onRay = (from: Point, direction: Point, chord: number): Point =>
  normalize(add(scale(from, 1 - 0.5 * chord), scale(direction, Math.sqrt(chord * (1 - 0.25 * chord)))));

/** How far around a shape to go, and how closely. */
export interface Reach {
  /** Radians. */
  readonly radius: number;
  /** The greatest error as a part of the radius. */
  readonly fraction: number;
}

interface Steps {
  readonly radius: number;
  readonly vertex: number;
  readonly point: number;
  readonly edge: number;
}

const longestSpan = (radius: number, error: number): number =>
  Math.min((2 * Math.PI) / 3 + 1e-15, 2 * Math.acos(Math.tan(radius - error) / Math.tan(radius)));

function stepsOf({ radius, fraction }: Reach): Steps {
  const error = fraction * radius;
  const vertex = longestSpan(radius, error);
  return {
    radius: chordOf(radius),
    vertex: chordOf(vertex),
    point: chordOf((2 * Math.PI) / Math.ceil((2 * Math.PI) / vertex) + 1e-15),
    edge: chordOf(longestSpan(Math.PI / 2 - radius, error)),
  };
}

/** The direction to the right of an edge. */
const rightOf = (a: Point, b: Point): Point => normalize(wideCross(b, a));

/** The regular polygon about a point. After S2BufferOperation::AddPoint. */
export function aroundPoint(point: Point, reach: Reach): readonly Point[] {
  const steps = stepsOf(reach);
  const path: Point[] = [];
  let start = reference(point);
  let turn = 0;
  for (let quadrant = 0; quadrant < 4; quadrant++) {
    const direction = normalize(cross(point, start));
    for (; turn < rightAngle; turn = plus(turn, steps.point)) {
      path.push(onRay(point, onRay(start, direction, turn), steps.radius));
    }
    turn = minus(turn, rightAngle);
    start = direction;
  }
  return path;
}

/** An arc about a vertex, without its end. */
function vertexArc(vertex: Point, start: Point, end: Point, steps: Steps): readonly Point[] {
  const direction = normalize(cross(vertex, start));
  const span = chordBetween(start, end);
  const arc: Point[] = [];
  let turn = 0;
  do {
    arc.push(onRay(vertex, onRay(start, direction, turn), steps.radius));
    turn = plus(turn, steps.vertex);
  } while (turn < span);
  return arc;
}

/** The parallel to an edge on its right, without its end. */
function edgeArc(a: Point, b: Point, steps: Steps): readonly Point[] {
  const axis = rightOf(a, b);
  const direction = normalize(cross(a, axis));
  const span = chordBetween(a, b);
  const arc: Point[] = [];
  let turn = 0;
  do {
    arc.push(onRay(onRay(a, direction, turn), axis, steps.radius));
    turn = plus(turn, steps.edge);
  } while (turn < span);
  return arc;
}

/** Along the edge ab and around its end b: an arc where the path turns left, else through b itself. */
function edgeAndVertex(a: Point, b: Point, c: Point, steps: Steps): readonly Point[] {
  const along = edgeArc(a, b, steps);
  if (sign(a, b, c) >= 0) return [...along, ...vertexArc(b, rightOf(a, b), rightOf(b, c), steps)];
  return [...along, onRay(b, rightOf(a, b), steps.radius), b];
}

/** The path around a closed chain that has its inside to the left. It may cross itself. */
export function aroundLoop(vertices: readonly Point[], reach: Reach): readonly Point[] {
  const steps = stepsOf(reach);
  const count = vertices.length;
  return vertices.flatMap((a, i) =>
    edgeAndVertex(a, vertices[(i + 1) % count] ?? a, vertices[(i + 2) % count] ?? a, steps),
  );
}

/** The path around a line, with round ends. It may cross itself. */
export function aroundLine(points: readonly Point[], reach: Reach): readonly Point[] {
  const steps = stepsOf(reach);
  const back = [...points].reverse();
  const oneSide = (chain: readonly Point[]): readonly Point[] =>
    chain.slice(0, -1).flatMap((a, i) => {
      const [b, c] = [chain[i + 1] ?? a, chain[i + 2]];
      return c ? edgeAndVertex(a, b, c, steps) : edgeArc(a, b, steps);
    });
  const cap = ([a, b]: readonly Point[]): readonly Point[] => {
    if (!a || !b) return [];
    const axis = rightOf(a, b);
    return vertexArc(a, scale(axis, -1), axis, steps);
  };
  return [...cap(points), ...oneSide(points), ...cap(back), ...oneSide(back)];
}
