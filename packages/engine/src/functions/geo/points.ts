import { Refusal } from '../../values/refusal.ts';
import { type FunctionTable, fn } from '../blueprint.ts';
import { add, angle, earthRadius, isPosition, norm2, type Point, pointOf, samePoint, subtract } from './vector.ts';

const degree = Math.PI / 180;

/** Radians between two positions, by the haversine formula. */
function haversine(longitude1: number, latitude1: number, longitude2: number, latitude2: number): number {
  const lat1 = degree * latitude1;
  const lat2 = degree * latitude2;
  const sinLat = Math.sin(0.5 * (lat2 - lat1));
  const sinLng = Math.sin(0.5 * (degree * longitude2 - degree * longitude1));
  const x = sinLat * sinLat + sinLng * sinLng * Math.cos(lat1) * Math.cos(lat2);
  return 2 * Math.asin(Math.sqrt(Math.min(1, x)));
}

/** Clockwise radians from true north at the first position towards the second, from 0 to below 2π. */
function bearing(longitude1: number, latitude1: number, longitude2: number, latitude2: number): number {
  const lat1 = degree * latitude1;
  const lat2 = degree * latitude2;
  const lng = degree * (longitude2 - longitude1);
  const y = Math.sin(lng) * Math.cos(lat2);
  const x = Math.cos(lat1) * Math.sin(lat2) - Math.sin(lat1) * Math.cos(lat2) * Math.cos(lng);
  return turned(Math.atan2(y, x));
}

const turned = (radians: number): number => (radians < 0 ? radians + 2 * Math.PI : radians);

/** Same and antipodal points have no direction from one to the other. */
function hasDirection(a: Point, b: Point): boolean {
  if (samePoint(a, b) || norm2(add(a, b)) === 0) return false;
  if (angle(a, b) < 1e-12 || norm2(add(a, b)) < 1e-24)
    throw new Refusal('a direction', 'two points nearly the same or nearly antipodal');
  return true;
}

const areAtPole = (...latitudes: readonly number[]): boolean => latitudes.some((latitude) => Math.abs(latitude) === 90);

/** Microsoft Learn: a page for each, as "geo_distance_2points()". Invalid coordinates give null. */
export const points: FunctionTable = {
  geo_distance_2points: fn({
    takes: ['real', 'real', 'real', 'real', 'bool?'],
    returns: 'real',
    run: (longitude1, latitude1, longitude2, latitude2, onSpheroid = false) => {
      if (!isPosition(longitude1, latitude1) || !isPosition(longitude2, latitude2)) return null;
      if (onSpheroid) throw new Refusal('geo_distance_2points()', 'a distance on the spheroid');
      return haversine(longitude1, latitude1, longitude2, latitude2) * earthRadius;
    },
  }),
  geo_azimuth: fn({
    takes: ['real', 'real', 'real', 'real'],
    returns: 'real',
    run: (longitude1, latitude1, longitude2, latitude2) => {
      if (!isPosition(longitude1, latitude1) || !isPosition(longitude2, latitude2)) return null;
      if (!hasDirection(pointOf([longitude1, latitude1]), pointOf([longitude2, latitude2]))) return null;
      if (areAtPole(latitude1)) throw new Refusal('geo_azimuth()', 'a direction at a pole');
      return bearing(longitude1, latitude1, longitude2, latitude2);
    },
  }),
  geo_angle: fn({
    takes: ['real', 'real', 'real', 'real', 'real', 'real'],
    returns: 'real',
    run: (longitude1, latitude1, longitude2, latitude2, longitude3, latitude3) => {
      const isValid = isPosition(longitude1, latitude1) && isPosition(longitude2, latitude2);
      if (!isValid || !isPosition(longitude3, latitude3)) return null;
      const middle = pointOf([longitude2, latitude2]);
      if (!hasDirection(pointOf([longitude1, latitude1]), middle)) return null;
      if (!hasDirection(middle, pointOf([longitude3, latitude3]))) return null;
      if (areAtPole(latitude2)) throw new Refusal('geo_angle()', 'an angle at a pole');
      const back = bearing(longitude2, latitude2, longitude1, latitude1);
      return turned(bearing(longitude2, latitude2, longitude3, latitude3) - back);
    },
  }),
  geo_point_in_circle: fn({
    takes: ['real', 'real', 'real', 'real', 'real'],
    returns: 'bool',
    run: (longitude, latitude, centerLongitude, centerLatitude, radius) => {
      if (!isPosition(longitude, latitude) || !isPosition(centerLongitude, centerLatitude)) return null;
      if (!(radius > 0)) return null;
      if (radius > Math.PI * earthRadius) throw new Refusal('geo_point_in_circle()', 'a circle greater than the Earth');
      const half = Math.sin(radius / earthRadius / 2);
      const chord = norm2(subtract(pointOf([longitude, latitude]), pointOf([centerLongitude, centerLatitude])));
      if (Math.abs(chord - 4 * half * half) < 1e-15) throw new Refusal('geo_point_in_circle()', 'a point on the brink');
      return chord <= 4 * half * half;
    },
  }),
};
