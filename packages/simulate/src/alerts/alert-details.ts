import type { Column, Row } from '@picket/engine';
import { tactics as knownTactics, type Rule, type RuleSeverity } from '@picket/model';
import { cellText } from './cell-text.ts';
import { type Cut, withinBytes } from './limits.ts';

/** Bytes of a rendered name and of a rendered description (Microsoft Sentinel service limits). */
const mostNameBytes = 256;
const mostDescriptionBytes = 5 * 1024;

const severities: readonly RuleSeverity[] = ['Informational', 'Low', 'Medium', 'High'];

export interface AlertDetails {
  readonly title: string;
  readonly description: string;
  readonly severity: RuleSeverity;
  readonly tactics: readonly string[];
  readonly techniques: readonly string[];
  readonly properties: Readonly<Record<string, string>>;
  readonly cuts: readonly Cut[];
}

/**
 * Name, description, severity and the like of an alert, as alertDetailsOverride wants them, from the alert's first row.
 * Where a column has no value, or none that fits, the rule's own stands instead (Customize alert details).
 */
export function alertDetailsOf(rule: Rule, columns: readonly Column[], rows: readonly Row[]): AlertDetails {
  const override = rule.alertDetailsOverride ?? {};
  const textIn = (row: Row | undefined, columnName: string): string | undefined => {
    const at = columns.findIndex(({ name }) => name === columnName);
    return at < 0 || !row ? undefined : cellText(row[at] ?? null, columns[at]?.type ?? 'string');
  };
  const textOf = (columnName: string | undefined): string | undefined =>
    columnName === undefined ? undefined : textIn(rows[0], columnName);
  const cuts: Cut[] = [];
  const rendered = (format: string | undefined, most: number, what: string): string | undefined => {
    const text = format === undefined ? undefined : render(format, textOf);
    const kept = text === undefined ? undefined : withinBytes(text, most);
    if (text !== undefined && kept !== undefined && kept.length < text.length)
      cuts.push({ what: `characters of the ${what}`, kept: kept.length, of: text.length });
    return kept;
  };
  const properties = Object.fromEntries(
    (override.alertDynamicProperties ?? []).flatMap(({ alertProperty, value }) => {
      const text = textOf(value.replace(/^\{\{(.*)\}\}$/, '$1'));
      return text === undefined ? [] : [[alertProperty, withinBytes(text, mostDescriptionBytes)]];
    }),
  );
  return {
    title: rendered(override.alertDisplayNameFormat, mostNameBytes, 'name') ?? rule.name,
    description: rendered(override.alertDescriptionFormat, mostDescriptionBytes, 'description') ?? rule.description,
    severity: severityOf(textOf(override.alertSeverityColumnName)) ?? rule.severity,
    tactics: tacticsOf(textOf(override.alertTacticsColumnName)) ?? rule.tactics ?? [],
    techniques: listOf(properties.Techniques) ?? rule.relevantTechniques ?? [],
    properties,
    cuts,
  };
}

const placeholder = /\{\{(\w+)\}\}/g;

/** Undefined when a column that the text names has no value. */
function render(format: string, textOf: (column: string) => string | undefined): string | undefined {
  const isWhole = [...format.matchAll(placeholder)].every(([, column = '']) => textOf(column) !== undefined);
  return isWhole ? format.replace(placeholder, (_, column: string) => textOf(column) ?? '') : undefined;
}

function severityOf(text: string | undefined): RuleSeverity | undefined {
  return severities.find((severity) => severity.toLowerCase() === text?.trim().toLowerCase());
}

/** A list in JSON or with commas; undefined unless each is a tactic. */
function tacticsOf(text: string | undefined): readonly string[] | undefined {
  const named = listOf(text)?.map((name) =>
    knownTactics.find((tactic) => tactic.toLowerCase() === name.replaceAll(' ', '').toLowerCase()),
  );
  return named && named.length > 0 && named.every((name) => name !== undefined) ? named : undefined;
}

function listOf(text: string | undefined): readonly string[] | undefined {
  if (text === undefined) return undefined;
  const items = /^\s*\[/.test(text) ? jsonList(text) : text.split(',');
  return items?.map((item) => item.trim()).filter((item) => item !== '');
}

function jsonList(text: string): readonly string[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.map(String) : undefined;
  } catch {
    return undefined;
  }
}
