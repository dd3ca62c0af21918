import { addressSearch } from './address-search.ts';
import { addresses } from './addresses.ts';
import { arithmetic } from './arithmetic.ts';
import { arraySorting } from './array-sorting.ts';
import { bags } from './bags.ts';
import { base64 } from './base64.ts';
import type { FunctionTable } from './blueprint.ts';
import { comparison } from './comparison.ts';
import { dynamics } from './dynamics.ts';
import { formats } from './formats.ts';
import { geospatial } from './geo/index.ts';
import { hashes } from './hashes.ts';
import { jsonExtraction } from './json-extraction.ts';
import { mathematics } from './mathematics.ts';
import { moments } from './moments.ts';
import { parsedText } from './parsed-text.ts';
import { ranges } from './ranges.ts';
import { regexFunctions } from './regex-functions.ts';
import { series } from './series/index.ts';
import { sketchFunctions } from './sketch-functions.ts';
import { statistics } from './statistics.ts';
import { strings } from './strings.ts';
import { termSearch } from './term-search.ts';
import { timeZones } from './time-zones.ts';
import { units } from './units.ts';
import { userAgents } from './user-agent.ts';
import { webText } from './web-text.ts';
import { xml } from './xml.ts';

/** Every scalar function and operator that is evaluated by its rows alone. */
export const functions: FunctionTable = {
  ...arithmetic,
  ...comparison,
  ...termSearch,
  ...strings,
  ...regexFunctions,
  ...dynamics,
  ...bags,
  ...arraySorting,
  ...ranges,
  ...jsonExtraction,
  ...sketchFunctions,
  ...moments,
  ...series,
  ...timeZones,
  ...mathematics,
  ...statistics,
  ...units,
  ...base64,
  ...hashes,
  ...webText,
  ...parsedText,
  ...userAgents,
  ...xml,
  ...formats,
  ...addresses,
  ...addressSearch,
  ...geospatial,
};
