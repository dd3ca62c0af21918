import { shapeOf } from '@picket/tables';
import type { LogTable } from '../log.ts';
import { isUsuallyEmpty } from './usually-empty.ts';

/** Where events come from, as KQL. */
export interface Place {
  /** The operator that has to come before the others, where text is parsed once for all of them. */
  readonly prepare?: string;
  /** Country code as text. */
  readonly country: string;
  readonly city: string;
  readonly latitude: string;
  readonly longitude: string;
}

/**
 * The place of an event, for tables that tell it: columns of their own, or a column whose shape is a sign-in's location. A
 * column named Location alone is none: in some logs it is the region of Microsoft's service.
 */
export function placeOf(table: LogTable): Place | undefined {
  const { name, columns } = table;
  if (columns.has('SourceIpCountryCode')) {
    return {
      country: 'SourceIpCountryCode',
      city: 'SourceIpCity',
      latitude: 'SourceIpLatitude',
      longitude: 'SourceIpLongitude',
    };
  }
  const column = [...columns.keys()].find((each) => {
    const shape = shapeOf(name, each);
    return shape?.kind === 'bag' && Object.hasOwn(shape.members, 'countryOrRegion') && !isUsuallyEmpty(name, each);
  });
  if (column === undefined) return undefined;
  const isText = columns.get(column) !== 'dynamic';
  const from = isText ? 'Place' : column;
  return {
    ...(isText ? { prepare: `extend Place = parse_json(${column})` } : {}),
    country: `tostring(${from}.countryOrRegion)`,
    city: `tostring(${from}.city)`,
    latitude: `toreal(${from}.geoCoordinates.latitude)`,
    longitude: `toreal(${from}.geoCoordinates.longitude)`,
  };
}
