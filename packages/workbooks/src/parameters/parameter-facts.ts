import type { Path, WorkbookParameter } from '@picket/model';

/** What filling a parameter in needs to know of it, whichever form it is written in. */
export interface ParameterFacts {
  readonly kind: ParameterKind;
  readonly multiple: boolean;
  /** Around each of several values. */
  readonly quote: string;
  /** Between several values. */
  readonly delimiter: string;
  /** What queries get when "All" is chosen; missing: all values. */
  readonly all?: string;
  /** Values that it can have, as far as the workbook says them: its default, its list. */
  readonly samples: readonly string[];
}

/** Kinds by the formats they have: a choice is a drop-down, an options group or a list of free values. */
export type ParameterKind = 'time-range' | 'text' | 'choice' | 'resource' | 'subscription';

const kinds: Readonly<Record<WorkbookParameter['type'], ParameterKind>> = {
  'time-range': 'time-range',
  text: 'text',
  'drop-down': 'choice',
  workspace: 'resource',
  resource: 'resource',
  subscription: 'subscription',
  'resource-group': 'choice',
  query: 'text',
};

/** Azure's own quote and delimiter where a parameter of several values names none (Workbook dropdown parameters). */
export const azureQuote = "'";
export const azureDelimiter = ',';

/** A parameter that a click, a link or a tab sets: one text, of which nothing more is known. */
export const textFacts: ParameterFacts = {
  kind: 'text',
  multiple: false,
  quote: azureQuote,
  delimiter: azureDelimiter,
  samples: [],
};

export function parameterFacts(parameter: WorkbookParameter): ParameterFacts {
  const chosen = parameter.type === 'drop-down' ? parameter : undefined;
  const all = chosen?.all;
  return {
    kind: kinds[parameter.type],
    multiple: 'multiple' in parameter && parameter.multiple === true,
    quote: chosen?.quote ?? azureQuote,
    delimiter: chosen?.delimiter ?? azureDelimiter,
    ...(all === undefined ? {} : { all }),
    samples: samplesOf(parameter),
  };
}

function samplesOf(parameter: WorkbookParameter): readonly string[] {
  if (parameter.type === 'query') return [];
  const given = 'default' in parameter && parameter.default !== undefined ? [parameter.default].flat() : [];
  const listed = parameter.type === 'drop-down' ? (parameter.options ?? []).map(({ value }) => value) : [];
  return [...new Set([...given, ...listed])];
}

/** A name that can be filled in, and where it is given. */
export interface DeclaredParameter {
  readonly name: string;
  /** What gives it its value: a field that readers see (or that a query fills), a click, a link, the tabs. */
  readonly by: 'parameter' | 'export' | 'link' | 'tabs';
  readonly facts: ParameterFacts;
  /** Of the name in the workbook's document. */
  readonly path: Path;
  /** Its value is seen above it, too (Workbook parameters: Global parameters). */
  readonly isGlobal?: boolean;
  /** The group that keeps it to itself; missing where all of the workbook sees it. */
  readonly scope?: Path;
  /** As the source writes it; missing where it is written as Azure's JSON, and for what is no field. */
  readonly parameter?: WorkbookParameter;
}
