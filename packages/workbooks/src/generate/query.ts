import type { Field } from './field.ts';
import type { Log } from './log.ts';

/** A query of one operator a line; what is undefined is left out. */
export function pipeline(first: string, ...operators: readonly (string | undefined)[]): string {
  return `${[first, ...operators.filter((each) => each !== undefined)].join('\n| ')}\n`;
}

/** Text as a literal of KQL. */
export function literal(text: string): string {
  return JSON.stringify(text);
}

/** The drop-down that readers narrow a log with. */
export interface Filter {
  readonly parameter: string;
  readonly field: Field;
}

/** The operators with which a query over a log begins: what it needs computed, and what readers chose. */
export function begin(
  fields: readonly (Field | undefined)[],
  filter: Filter | undefined,
): readonly (string | undefined)[] {
  const all = [...fields, filter?.field].filter((field) => field !== undefined);
  const computed = new Map(all.flatMap(({ name, from }) => (from === undefined ? [] : [[name, from] as const])));
  return [
    ...[...computed].map(([name, from]) => `extend ${name} = ${from}`),
    filter ? `where '*' in ({${filter.parameter}}) or ${filter.field.name} in ({${filter.parameter}})` : undefined,
  ];
}

/** The operator that leaves of each event the row that tells how it stands, where a log writes it again. */
export function newestOfEach({ eventId }: Log): string | undefined {
  return eventId?.isRewritten ? `summarize arg_max(TimeGenerated, *) by ${eventId.expression}` : undefined;
}

/** An aggregate that counts the events for which a condition holds, each once. */
export function eventsWhere({ eventId }: Log, condition: string): string {
  return eventId ? `dcountif(${eventId.expression}, ${condition})` : `countif(${condition})`;
}

/** `People`, `Applications`: the name of a column that counts them. */
export function plural({ label }: Pick<Field, 'label'>): string {
  if (label === 'Person') return 'People';
  const [, kind, of] = /^(\w+) of (\w+)$/.exec(label) ?? [];
  if (kind !== undefined && of !== undefined) return `${kind}sOf${of.charAt(0).toUpperCase()}${of.slice(1)}`;
  const joined = label.replaceAll(/ (\w)/g, (_, letter: string) => letter.toUpperCase());
  return /(?:s|ss|sh|ch)$/.test(joined)
    ? `${joined}es`
    : joined.endsWith('y')
      ? `${joined.slice(0, -1)}ies`
      : `${joined}s`;
}

/** `People`, `Service principals`: they, for readers. */
export function them(field: Pick<Field, 'label'>): string {
  return spoken(plural(field));
}

/** An aggregate that counts how many of these there are; rows that name none count none. */
export function howMany({ name }: Field): string {
  return `dcountif(${name}, isnotempty(${name}))`;
}

/** `SelectedPerson`: the parameter that a click on a row sets. */
export function selected({ label }: Field): string {
  return `Selected${label.replaceAll(/ (\w)/g, (_, letter: string) => letter.toUpperCase())}`;
}

/** A column that counts these, with a label where its name alone would not do. */
export function countColumn(field: Field): {
  readonly column: string;
  readonly label?: string;
  readonly format: 'number';
} {
  const column = plural(field);
  const label = them(field);
  return { column, ...(label === column ? {} : { label }), format: 'number' };
}

/** `SourceIdentities` → `Source identities`. */
function spoken(label: string): string {
  return label.replaceAll(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`);
}
