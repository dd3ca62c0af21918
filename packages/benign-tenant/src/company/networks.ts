import type { Chance } from '../chance.ts';
import type { Json } from '../row.ts';
import { cloudPlaces, officePlaces, type Place, strangePlaces, travelPlaces } from './places.ts';

export type NetworkKind = 'office' | 'home' | 'mobile' | 'hotel' | 'cloud' | 'strange';

/** Where a sign-in comes from. Addresses and numbers are those set aside for documentation (RFC 5737, RFC 3849, RFC 5398). */
export interface Network {
  readonly kind: NetworkKind;
  readonly address: string;
  readonly asn: string;
  readonly place: Place;
  /** The named location of the tenant, for offices. */
  readonly name: string;
  /** `LocationDetails` of a sign-in, as an object and as text. */
  readonly location: Json;
  readonly locationText: string;
  /** `NetworkLocationDetails`, JSON text. */
  readonly networkText: string;
}

/** A network with the details that logs repeat of it. */
export function networkOf(kind: NetworkKind, address: string, asn: number, place: Place, name = ''): Network {
  const location = {
    city: place.city,
    state: place.state,
    countryOrRegion: place.country,
    geoCoordinates: { latitude: place.latitude, longitude: place.longitude },
  };
  return {
    kind,
    address,
    asn: String(asn),
    place,
    name,
    location,
    locationText: JSON.stringify(location),
    networkText: name
      ? JSON.stringify([{ networkType: 'trustedNamedLocation', networkNames: [name] }])
      : JSON.stringify([{ networkType: 'extranet', networkNames: [] }]),
  };
}

export const officeNetworks: readonly Network[] = officePlaces.map((place, i) =>
  networkOf('office', `192.0.2.${10 + i * 10}`, 64496 + i, place, `${place.city} office`),
);

/** The address of a person's home: number `i` of the company; every fourth has only version 6. */
export function homeNetwork(i: number, office: number, place: Place): Network {
  const address =
    i % 4 === 3 ? `2001:db8:${(0x100 + i).toString(16)}::${(0x10 + i).toString(16)}` : `203.0.113.${1 + (i % 250)}`;
  return networkOf('home', address, 64500 + office, place);
}

/** A carrier of telephones has few addresses for all its customers of a country. */
export const mobileNetworks: readonly (readonly Network[])[] = officePlaces.map((place, office) =>
  [1, 2, 3, 4].map((i) => networkOf('mobile', `198.51.100.${office * 10 + i}`, 64503 + office, place)),
);

export const hotelNetworks: readonly Network[] = travelPlaces.map((place, i) =>
  networkOf('hotel', `198.51.100.${100 + i}`, 65536 + i, place),
);

export const cloudNetworks: readonly Network[] = cloudPlaces.flatMap((place, region) =>
  [0, 1, 2].map((i) => networkOf('cloud', `192.0.2.${128 + region * 10 + i}`, 64510 + region, place)),
);

/** An address that guesses at passwords: there are many of them, and each says little. */
export function strangeNetwork(chance: Chance): Network {
  const i = chance.below(strangePlaces.length);
  const place = strangePlaces[i] ?? strangePlaces[0];
  const address = chance.happens(0.15)
    ? `2001:db8:bad:${chance.between(1, 0xfff).toString(16)}::${chance.between(1, 0xff).toString(16)}`
    : `198.51.100.${chance.between(160, 254)}`;
  return networkOf('strange', address, 65542 + i, place);
}
