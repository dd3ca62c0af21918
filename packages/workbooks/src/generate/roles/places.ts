import { shapeOf } from '@picket/tables';
import { nested, nestedText } from '../field.ts';
import type { LogTable } from '../log.ts';

/** Where events come from, as KQL. */
export interface Place {
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
    return shape?.kind === 'bag' && Object.hasOwn(shape.members, 'countryOrRegion');
  });
  if (column === undefined) return undefined;
  const [country, city] = ['countryOrRegion', 'city'].map((member) => nestedText(table, column, [member]));
  const [latitude, longitude] = ['latitude', 'longitude'].map((member) =>
    nested(table, column, ['geoCoordinates', member]),
  );
  if (!country || !city || !latitude || !longitude) return undefined;
  return { country, city, latitude: `toreal(${latitude})`, longitude: `toreal(${longitude})` };
}
