/** How a chart looks in one of the two themes. */
export interface Look {
  readonly ink: string;
  readonly soft: string;
  readonly line: string;
  readonly paper: string;
  /** Colours of series, in the order in which they are given out. */
  readonly series: readonly string[];
  readonly named: Readonly<Record<string, string>>;
}

/**
 * Series colours after Okabe and Ito, told apart by people with the usual colour vision deficiencies:
 * https://jfly.uni-koeln.de/color/. On the dark page they are lighter, in the same order.
 */
export const light: Look = {
  ink: '#1c2127',
  soft: '#59636e',
  line: '#e1e5ea',
  paper: '#ffffff',
  series: [
    '#0072b2',
    '#e08a00',
    '#009e73',
    '#c2588f',
    '#3f9fd8',
    '#c84c00',
    '#7a62b5',
    '#8a8a1f',
    '#5d6b78',
    '#a3473f',
  ],
  named: {
    blue: '#0072b2',
    green: '#00845f',
    red: '#b3261e',
    orange: '#c66a00',
    yellow: '#a88700',
    purple: '#6b4fa8',
    pink: '#c2588f',
    turquoise: '#00838f',
    brown: '#8a5a2b',
    gray: '#5d6b78',
  },
};

export const dark: Look = {
  ink: '#e4e8ec',
  soft: '#9aa5b1',
  line: '#2b323a',
  paper: '#161a1f',
  series: [
    '#58a8e0',
    '#f0b04a',
    '#3fc49a',
    '#e394c2',
    '#8ecbf5',
    '#f08a55',
    '#b6a1e6',
    '#cbc96a',
    '#9fb0c0',
    '#e08f86',
  ],
  named: {
    blue: '#58a8e0',
    green: '#3fc49a',
    red: '#f2827a',
    orange: '#f0a050',
    yellow: '#e3c658',
    purple: '#b6a1e6',
    pink: '#e394c2',
    turquoise: '#56c7d1',
    brown: '#c79a6b',
    gray: '#9fb0c0',
  },
};

/** Names of Azure's colours and severities, by the name that the pages have for them. */
const families: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/^(red|critical|sev0|error|high)/i, 'red'],
  [/^(orange|sev1|warning|medium)/i, 'orange'],
  [/^(yellow|gold|sev2)/i, 'yellow'],
  [/^(green|success|ok)/i, 'green'],
  [/^(lightblue|blue|info|low)/i, 'blue'],
  [/^(purple|violet)/i, 'purple'],
  [/^(pink|magenta)/i, 'pink'],
  [/^(turquoise|teal|cyan)/i, 'turquoise'],
  [/^brown/i, 'brown'],
  [/^(gr[ae]y|sev[34]|unknown|default)/i, 'gray'],
];

/** The family of a colour by Azure's name, as `redBright`, `lightBlue` or `greenRed` (its first). Undefined for others. */
export function colourName(name: string | undefined): string | undefined {
  return name === undefined ? undefined : families.find(([pattern]) => pattern.test(name))?.[1];
}

/** The colour that a source names: by name, or as #rrggbb. */
export function colourOf(name: string | undefined, look: Look): string | undefined {
  if (name !== undefined && /^#[0-9a-f]{6}$/i.test(name)) return name;
  const family = colourName(name);
  return family && look.named[family];
}
