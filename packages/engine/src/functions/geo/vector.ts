import { atan2, cos, sin } from './trigonometry.ts';

/** A point on the unit sphere, or a vector in space. */
export interface Point {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

/** Longitude and latitude in degrees, in the order of GeoJSON. */
export type Position = readonly [longitude: number, latitude: number];

/** Metres: the mean radius of the Earth that S2 works with, and so every distance of the service. */
export const earthRadius = 6_371_010;

const degree = Math.PI / 180;

export const vector = (x: number, y: number, z: number): Point => ({ x, y, z });
export const add = (a: Point, b: Point): Point => vector(a.x + b.x, a.y + b.y, a.z + b.z);
export const subtract = (a: Point, b: Point): Point => vector(a.x - b.x, a.y - b.y, a.z - b.z);
export const scale = (a: Point, by: number): Point => vector(a.x * by, a.y * by, a.z * by);
export const dot = (a: Point, b: Point): number => a.x * b.x + a.y * b.y + a.z * b.z;
export const norm2 = (a: Point): number => dot(a, a);
export const norm = (a: Point): number => Math.sqrt(norm2(a));
export const samePoint = (a: Point, b: Point): boolean => a.x === b.x && a.y === b.y && a.z === b.z;

export const cross = (a: Point, b: Point): Point =>
  vector(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x);

export function normalize(a: Point): Point {
  const length = norm(a);
  return length === 0 ? a : scale(a, 1 / length);
}

/** Twice the cross product, precise when the points are near to each other. */
export const wideCross = (a: Point, b: Point): Point => cross(add(b, a), subtract(b, a));

/** The angle between two vectors in radians. */
export const angle = (a: Point, b: Point): number => atan2(norm(cross(a, b)), dot(a, b));

/** Orders points by x, then y, then z. */
export const comparePoints = (a: Point, b: Point): number => a.x - b.x || a.y - b.y || a.z - b.z;

export const isPosition = (longitude: number, latitude: number): boolean =>
  Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90;

export function pointOf([longitude, latitude]: Position): Point {
  const lat = degree * latitude;
  const lng = degree * longitude;
  const ring = cos(lat);
  return vector(cos(lng) * ring, sin(lng) * ring, sin(lat));
}

export function positionOf(point: Point): Position {
  const lat = atan2(point.z + 0, Math.sqrt(point.x * point.x + point.y * point.y));
  const lng = atan2(point.y + 0, point.x + 0);
  return [(180 / Math.PI) * lng, (180 / Math.PI) * lat];
}
