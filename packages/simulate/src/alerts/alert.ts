import type { Column, Row } from '@picket/engine';
import type { RuleSeverity } from '@picket/model';

/** Something that an alert is about. */
export interface Entity {
  readonly type: string;
  /** By identifier, as `Name` and `UPNSuffix`; none is empty. */
  readonly identifiers: Readonly<Record<string, string>>;
  /** Whether the identifiers name one entity and no other (Entities reference). */
  readonly strength: 'strong' | 'weak';
}

/** What an analyst sees of one alert. */
export interface Alert {
  readonly title: string;
  readonly description: string;
  readonly severity: RuleSeverity;
  readonly tactics: readonly string[];
  readonly techniques: readonly string[];
  /** In the order of the rule's mappings, each once. */
  readonly entities: readonly Entity[];
  /** Values as text, by the key that the rule gives them. */
  readonly customDetails: Readonly<Record<string, readonly string[]>>;
  /** Set by alertDynamicProperties, by alert property. */
  readonly properties: Readonly<Record<string, string>>;
  /** The moment of the run that made it. */
  readonly at: Date;
  /** The rows of the query that it stands for. */
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

/** Alerts that an analyst works on together. */
export interface Incident {
  readonly title: string;
  readonly severity: RuleSeverity;
  readonly status: 'New' | 'Closed';
  readonly createdAt: Date;
  readonly alerts: readonly Alert[];
}
