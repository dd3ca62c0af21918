import countryCodes from 'i18n-iso-countries/codes.json' with { type: 'json' };
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import world from 'world-atlas/countries-50m.json' with { type: 'json' };

type Position = readonly number[];
type Ring = readonly Position[];
interface Country {
  readonly id?: string | number;
  readonly properties: { readonly name?: string };
  readonly geometry: { readonly type: string; readonly coordinates: readonly Ring[] | readonly (readonly Ring[])[] };
}

/** The countries of the Natural Earth data set, which is in the public domain: https://www.naturalearthdata.com */
export const worldMap = countries();

function countries(): { readonly features: readonly Country[] } {
  // The JSON's inferred type says nothing of what its texts mean.
  const topology: unknown = world;
  const { objects } = topology as { readonly objects: { readonly countries: GeometryCollection } };
  const found: unknown = feature(topology as Topology, objects.countries);
  const { features } = found as { readonly features: readonly Country[] };
  return { features: features.filter(({ properties }) => properties.name !== 'Antarctica').map(unbroken) };
}

/** A ring over the 180th meridian goes on to the east of it, or its edges would run across the whole map. */
function unbroken(country: Country): Country {
  const { geometry } = country;
  const polygons = polygonsOf(country).map((rings) => rings.map(withoutJump));
  return {
    ...country,
    geometry: { ...geometry, coordinates: geometry.type === 'Polygon' ? (polygons[0] ?? []) : polygons },
  };
}

function withoutJump(ring: Ring): Ring {
  const jumps = ring.some(([x = 0], i) => Math.abs(x - (ring[i + 1]?.[0] ?? x)) > 180);
  return jumps ? ring.map(([x = 0, y = 0]) => [x < 0 ? x + 360 : x, y]) : ring;
}

function polygonsOf({ geometry }: Country): readonly (readonly Ring[])[] {
  const { type, coordinates } = geometry;
  return (type === 'Polygon' ? [coordinates] : coordinates) as readonly (readonly Ring[])[];
}

/** Other names that logs have for a country, by what Natural Earth calls it. */
const otherNames: Readonly<Record<string, string>> = {
  usa: 'us',
  'united states': 'us',
  uk: 'gb',
  'great britain': 'gb',
  czechia: 'cz',
  'czech republic': 'cz',
  'south korea': 'kr',
  'korea, republic of': 'kr',
  'russian federation': 'ru',
  russia: 'ru',
  vietnam: 'vn',
  'viet nam': 'vn',
  turkey: 'tr',
  türkiye: 'tr',
  iran: 'ir',
};

let places: ReadonlyMap<string, readonly [number, number]> | undefined;

/** Where a country is, by its ISO 3166 code of two or three letters or its English name, as [longitude, latitude]. */
export function countryPlace(country: string): readonly [number, number] | undefined {
  places ??= readPlaces();
  const name = country.trim().toLowerCase();
  return places.get(otherNames[name] ?? name);
}

function readPlaces(): ReadonlyMap<string, readonly [number, number]> {
  const byNumber = new Map<string, readonly [number, number]>();
  const found = new Map<string, readonly [number, number]>();
  for (const country of worldMap.features) {
    const at = middleOf(country);
    if (!at) continue;
    if (country.id !== undefined) byNumber.set(String(country.id).padStart(3, '0'), at);
    if (country.properties.name) found.set(country.properties.name.toLowerCase(), at);
  }
  const english = new Intl.DisplayNames('en', { type: 'region' });
  for (const [two = '', three = '', number = ''] of countryCodes as readonly (readonly string[])[]) {
    const at = byNumber.get(number);
    if (!at) continue;
    for (const name of [two, three, english.of(two) ?? two]) found.set(name.toLowerCase(), at);
  }
  return found;
}

/** The middle of the country's largest area. */
function middleOf(country: Country): readonly [number, number] | undefined {
  let best: { readonly area: number; readonly at: readonly [number, number] } | undefined;
  for (const [ring] of polygonsOf(country)) {
    const measured = ring && centroid(ring);
    if (measured && (!best || measured.area > best.area)) best = measured;
  }
  return best?.at;
}

/** Area and centroid of a ring, as if degrees were a plane. */
function centroid(ring: Ring): { readonly area: number; readonly at: readonly [number, number] } | undefined {
  let [twice, east, north] = [0, 0, 0];
  ring.forEach(([x1 = 0, y1 = 0], i) => {
    const [x2 = 0, y2 = 0] = ring[(i + 1) % ring.length] ?? [];
    const cross = x1 * y2 - x2 * y1;
    twice += cross;
    east += (x1 + x2) * cross;
    north += (y1 + y2) * cross;
  });
  return twice === 0 ? undefined : { area: Math.abs(twice), at: [east / (3 * twice), north / (3 * twice)] };
}
