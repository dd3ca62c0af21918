/** A city, with what a sign-in's location tells of it. */
export interface Place {
  readonly city: string;
  readonly state: string;
  readonly country: string;
  readonly latitude: number;
  readonly longitude: number;
  /** Hours ahead of UTC in winter: the company's days are winter days. */
  readonly utcOffset: number;
}

const place = (
  city: string,
  state: string,
  country: string,
  latitude: number,
  longitude: number,
  utcOffset: number,
): Place => ({ city, state, country, latitude, longitude, utcOffset });

/** Where the company has offices; most people work in the first. */
export const officePlaces = [
  place('Oslo', 'Oslo', 'NO', 59.91, 10.75, 1),
  place('Utrecht', 'Utrecht', 'NL', 52.09, 5.12, 1),
  place('Boston', 'Massachusetts', 'US', 42.36, -71.06, -5),
] as const;

/** Where people of each office live: the office's city and towns around it. */
export const homePlaces: readonly (readonly Place[])[] = [
  [
    officePlaces[0],
    place('Drammen', 'Buskerud', 'NO', 59.74, 10.2, 1),
    place('Lillestrøm', 'Akershus', 'NO', 59.96, 11.05, 1),
    place('Bergen', 'Vestland', 'NO', 60.39, 5.32, 1),
  ],
  [
    officePlaces[1],
    place('Amersfoort', 'Utrecht', 'NL', 52.16, 5.39, 1),
    place('Rotterdam', 'Zuid-Holland', 'NL', 51.92, 4.48, 1),
  ],
  [
    officePlaces[2],
    place('Cambridge', 'Massachusetts', 'US', 42.37, -71.11, -5),
    place('Providence', 'Rhode Island', 'US', 41.82, -71.41, -5),
  ],
];

/** Where travellers go. */
export const travelPlaces = [
  place('London', 'England', 'GB', 51.51, -0.13, 0),
  place('Copenhagen', 'Hovedstaden', 'DK', 55.68, 12.57, 1),
  place('Berlin', 'Berlin', 'DE', 52.52, 13.4, 1),
  place('Madrid', 'Madrid', 'ES', 40.42, -3.7, 1),
  place('Singapore', 'Singapore', 'SG', 1.29, 103.85, 8),
  place('Toronto', 'Ontario', 'CA', 43.65, -79.38, -5),
] as const;

/** Where the internet's guesses at passwords seem to come from. */
export const strangePlaces = [
  place('São Paulo', 'São Paulo', 'BR', -23.55, -46.63, -3),
  place('Mumbai', 'Maharashtra', 'IN', 19.08, 72.88, 5.5),
  place('Jakarta', 'Jakarta', 'ID', -6.21, 106.85, 7),
  place('Hanoi', 'Hà Nội', 'VN', 21.03, 105.85, 7),
  place('Frankfurt am Main', 'Hessen', 'DE', 50.11, 8.68, 1),
  place('Buenos Aires', 'Buenos Aires', 'AR', -34.6, -58.38, -3),
  place('Ashburn', 'Virginia', 'US', 39.04, -77.49, -5),
] as const;

/** Azure's regions that the company's workloads run in. */
export const cloudPlaces = [
  place('Oslo', 'Oslo', 'NO', 59.91, 10.75, 1),
  place('Amsterdam', 'Noord-Holland', 'NL', 52.37, 4.9, 1),
] as const;
