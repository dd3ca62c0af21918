import type {
  DropDownParameter,
  ResourceParameter,
  TextParameter,
  TimeRangeParameter,
  WorkbookParameter,
} from '@picket/model';
import { parameterTypes, queryTypes } from './azure-numbers.ts';
import { type Context, milliseconds } from './context.ts';
import { mergePatch } from './merge-patch.ts';
import { type Json, type JsonObject, present } from './notebook.ts';

const hour = 3_600_000;
/** What the time range picker offers where the source does not say: an hour to ninety days. */
const usualDurations = [1, 4, 12, 24, 48, 72, 168, 336, 720, 1440, 2160].map((hours) => hours * hour);

/** How Azure's pickers say "all" and "the first". */
const allValues = 'value::all';
const firstValue = 'value::1';

type Own = { readonly [key: string]: Json | undefined };

/** A resource group is chosen from a list that Resource Graph gives. */
export const resourceGroups = `resourcecontainers
| where type =~ 'microsoft.resources/subscriptions/resourcegroups'
| project value = id, label = name
| order by label asc`;

/** A parameter as Azure writes it ("Create workbook parameters", "Time range parameters", "Drop-down parameters"). */
export function compileParameter(parameter: WorkbookParameter, context: Context): JsonObject {
  const compiled = present({
    id: context.idOf(`parameter/${parameter.parameter}`),
    version: 'KqlParameterItem/1.0',
    name: parameter.parameter,
    label: parameter.label,
    type: parameterTypes[parameter.type],
    description: parameter.description,
    isRequired: parameter.required,
    isHiddenWhenLocked: parameter.hidden || parameter.type === 'query' ? true : undefined,
    ...ownOf(parameter, context),
  });
  return mergePatch(compiled, parameter.azure);
}

function ownOf(parameter: WorkbookParameter, context: Context): Own {
  switch (parameter.type) {
    case 'time-range':
      return timeRange(parameter);
    case 'text':
      return text(parameter);
    case 'drop-down':
      return dropDown(parameter, context);
    case 'query':
      return { query: parameter.query, ...context.scopeOf(parameter.time) };
    default:
      return resource(parameter);
  }
}

function timeRange({ default: initial, options, custom }: TimeRangeParameter): Own {
  const durations = options?.map(milliseconds) ?? usualDurations;
  return {
    value: { durationMs: milliseconds(initial) },
    typeSettings: {
      selectableValues: durations.map((durationMs) => ({ durationMs })),
      allowCustom: custom ?? false,
    },
  };
}

function text({ default: initial }: TextParameter): Own {
  return { value: initial };
}

function dropDown(parameter: DropDownParameter, context: Context): Own {
  const { query, all, time } = parameter;
  const source: Own = query === undefined ? { jsonData: optionsText(parameter) } : { query, ...context.scopeOf(time) };
  return {
    ...severalOf(parameter),
    ...source,
    value: initialOf(parameter),
    typeSettings: present({
      additionalResourceOptions: all === undefined ? [] : [allValues],
      selectAllValue: all,
      showDefault: false,
    }),
  };
}

/** The list as JSON, as the editor of a drop-down has it. */
function optionsText({ options = [] }: DropDownParameter): string {
  return JSON.stringify(options.map(({ value, label }) => ({ value, label: label ?? value })));
}

function severalOf({ multiple, quote, delimiter }: Several): Own {
  return multiple ? { multiSelect: true, quote: quote ?? "'", delimiter: delimiter ?? ',' } : {};
}

/** How several values are written into a query. */
interface Several {
  readonly multiple?: boolean;
  readonly quote?: string;
  readonly delimiter?: string;
}

/** "All" is chosen by its own word, whatever the query gets in its place. */
function initialOf({ default: initial, all, multiple }: DropDownParameter): Json | undefined {
  const wordOf = (value: string) => (all !== undefined && value === all ? allValues : value);
  if (initial === undefined) return undefined;
  const values = typeof initial === 'string' ? [initial] : initial;
  return multiple ? values.map(wordOf) : wordOf(values[0] ?? '');
}

function resource(parameter: ResourceParameter): Own {
  const { type, multiple, default: initial } = parameter;
  const common = {
    ...severalOf(parameter),
    value: initial === undefined ? (multiple ? [firstValue] : firstValue) : multiple ? [initial] : initial,
  };
  const additionalResourceOptions = multiple ? [firstValue, allValues] : [firstValue];
  if (type === 'resource-group') {
    return {
      ...common,
      query: resourceGroups,
      crossComponentResources: [allValues],
      queryType: queryTypes.resourceGraph,
      resourceType: 'microsoft.resourcegraph/resources',
      typeSettings: { additionalResourceOptions, showDefault: false },
    };
  }
  const kinds = parameter.resourceTypes ?? (type === 'workspace' ? ['microsoft.operationalinsights/workspaces'] : []);
  const resourceTypeFilter = Object.fromEntries(kinds.map((kind) => [kind, true]));
  return {
    ...common,
    typeSettings: present({
      resourceTypeFilter: kinds.length > 0 ? resourceTypeFilter : undefined,
      additionalResourceOptions,
      showDefault: false,
    }),
  };
}
