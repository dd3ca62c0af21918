import type { Column, Row } from '@picket/engine';
import { tactics as knownTactics, type Rule, type RuleSeverity } from '@picket/model';
import { listOf, misfitOf, mostListBytes, mostTextBytes } from './alert-properties.ts';
import { cellText } from './cell-text.ts';

const severities: readonly RuleSeverity[] = ['Informational', 'Low', 'Medium', 'High'];

/** An override that does not apply, so that the rule's own value stands. */
export interface Fallback {
  readonly what: string;
  readonly why: string;
}

export interface AlertDetails {
  readonly title: string;
  readonly description: string;
  readonly severity: RuleSeverity;
  readonly tactics: readonly string[];
  readonly techniques: readonly string[];
  readonly properties: Readonly<Record<string, string>>;
  readonly fallbacks: readonly Fallback[];
}

/** The text of a column, or why it gives none. */
type Reading = { readonly text: string } | { readonly why: string };

/**
 * Name, description, severity and the like of an alert, as alertDetailsOverride wants them, from the alert's first row.
 * Where a column has no value, or none that fits in form or size, the rule's own stands instead (Customize alert details).
 */
export function alertDetailsOf(rule: Rule, columns: readonly Column[], rows: readonly Row[]): AlertDetails {
  const override = rule.alertDetailsOverride ?? {};
  const fallbacks: Fallback[] = [];
  const read = (column: string): Reading => readingOf(column, columns, rows[0]);
  const orFallBack = (what: string, reading: Reading | undefined): string | undefined => {
    if (reading === undefined || 'text' in reading) return reading?.text;
    fallbacks.push({ what, why: reading.why });
    return undefined;
  };
  const rendered = (what: string, format: string | undefined, most: number): string | undefined =>
    orFallBack(what, format === undefined ? undefined : render(format, most, read));
  const taken = <T>(what: string, column: string | undefined, value: (text: string) => T | undefined) => {
    const text = orFallBack(what, column === undefined ? undefined : read(column));
    const found = text === undefined ? undefined : value(text);
    if (text !== undefined && found === undefined) fallbacks.push({ what, why: `${column} is '${text}'` });
    return found;
  };
  const properties = Object.fromEntries(
    (override.alertDynamicProperties ?? []).flatMap(({ alertProperty, value }) => {
      const column = value.replace(/^\{\{(.*)\}\}$/, '$1');
      const text = orFallBack(alertProperty, propertyReading(alertProperty, column, read));
      return text === undefined ? [] : [[alertProperty, text]];
    }),
  );
  return {
    title: rendered('name', override.alertDisplayNameFormat, mostTextBytes) ?? rule.name,
    description: rendered('description', override.alertDescriptionFormat, mostListBytes) ?? rule.description,
    severity: taken('severity', override.alertSeverityColumnName, severityOf) ?? rule.severity,
    tactics: taken('tactics', override.alertTacticsColumnName, tacticsOf) ?? rule.tactics ?? [],
    techniques:
      (properties.Techniques === undefined ? undefined : listOf(properties.Techniques)) ??
      rule.relevantTechniques ??
      [],
    properties,
    fallbacks,
  };
}

function readingOf(column: string, columns: readonly Column[], row: Row | undefined): Reading {
  const at = columns.findIndex(({ name }) => name === column);
  if (!row) return { why: 'the alert has no row' };
  if (at < 0) return { why: `the query has no column ${column}` };
  const text = cellText(row[at] ?? null, columns[at]?.type ?? 'string');
  return text === undefined ? { why: `${column} has no value` } : { text };
}

function propertyReading(property: string, column: string, read: (column: string) => Reading): Reading {
  const reading = read(column);
  const misfit = 'text' in reading ? misfitOf(property, reading.text) : undefined;
  return misfit === undefined ? reading : { why: `${column} ${misfit}` };
}

const placeholder = /\{\{(\w+)\}\}/g;

/** A text with the values of the columns that it names; none when a column has no value, or when it grows too long. */
function render(format: string, most: number, read: (column: string) => Reading): Reading {
  const readings = [...format.matchAll(placeholder)].map(([, column = '']) => read(column));
  const missing = readings.find((reading) => 'why' in reading);
  if (missing) return missing;
  const texts = readings.map((reading) => ('text' in reading ? reading.text : ''));
  let at = 0;
  const text = format.replace(placeholder, () => texts[at++] ?? '');
  return Buffer.byteLength(text) > most ? { why: `it would be longer than ${most} bytes` } : { text };
}

function severityOf(text: string): RuleSeverity | undefined {
  return severities.find((severity) => severity.toLowerCase() === text.trim().toLowerCase());
}

/** A list in JSON or with commas; undefined unless each is a tactic. */
function tacticsOf(text: string): readonly string[] | undefined {
  const named = listOf(text)?.map((name) =>
    knownTactics.find((tactic) => tactic.toLowerCase() === name.replaceAll(' ', '').toLowerCase()),
  );
  return named && named.length > 0 && named.every((name) => name !== undefined) ? named : undefined;
}
