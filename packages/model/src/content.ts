import type { Span } from '@picket/diagnostics';
import type { ColumnType } from '@picket/tables';
import type { RawWorkbook, Workbook } from './workbook/workbook.ts';

/** A file as it came from the disk or from git. `path` is relative to the repository root, with forward slashes. */
export interface SourceFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

export type Path = readonly (string | number)[];

/**
 * A value read from a file that still knows where each part of it stands.
 * A path that does not exist answers with its nearest existing ancestor, so a missing key is shown at its parent.
 */
export interface Document<T> {
  readonly file: string;
  readonly text: string;
  readonly value: T;
  /** The value at `path`. */
  readonly at: (path: Path) => Span;
  /** The key of the mapping entry at `path` (for sequence items: the item). */
  readonly keyAt: (path: Path) => Span;
  /** A stretch of the string at `path`, by UTF-16 offsets into the string's value; right in block scalars too. */
  readonly within: (path: Path, start: number, end: number) => Span;
}

export type RuleKind = 'Scheduled' | 'NRT';
export type RuleSeverity = 'Informational' | 'Low' | 'Medium' | 'High';

/** An analytics rule, key for key as Azure-Sentinel's YAML writes it, after the JSON Schema accepted it. */
export interface Rule {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly severity: RuleSeverity;
  /** Written in any letter case; read into this one. */
  readonly kind: RuleKind;
  readonly status?: string;
  readonly version?: string;
  readonly query: string;
  /** As written: `1h`, `P1D` or `1.00:00:00`. Read it with `durationMinutes`. */
  readonly queryFrequency?: string;
  readonly queryPeriod?: string;
  readonly triggerOperator?: string;
  readonly triggerThreshold?: number;
  readonly suppressionEnabled?: boolean;
  readonly suppressionDuration?: string;
  readonly enabled?: boolean;
  readonly startTimeUtc?: string;
  readonly requiredDataConnectors?: readonly RequiredDataConnector[];
  readonly tactics?: readonly string[];
  readonly relevantTechniques?: readonly string[];
  readonly tags?: readonly unknown[];
  readonly entityMappings?: readonly EntityMapping[];
  readonly sentinelEntitiesMappings?: readonly { readonly columnName: string }[];
  readonly customDetails?: Readonly<Record<string, string>>;
  readonly alertDetailsOverride?: AlertDetailsOverride;
  readonly eventGroupingSettings?: { readonly aggregationKind: 'SingleAlert' | 'AlertPerResult' };
  readonly incidentConfiguration?: IncidentConfiguration;
  readonly metadata?: unknown;
  /** Picket's own block; it stays out of the deployed rule. */
  readonly documentation?: RuleDocumentation;
}

export interface RequiredDataConnector {
  readonly connectorId: string;
  readonly dataTypes: readonly string[];
}

export interface EntityMapping {
  readonly entityType: string;
  readonly fieldMappings: readonly { readonly identifier: string; readonly columnName: string }[];
}

export interface AlertDetailsOverride {
  readonly alertDisplayNameFormat?: string;
  readonly alertDescriptionFormat?: string;
  readonly alertTacticsColumnName?: string;
  readonly alertSeverityColumnName?: string;
  readonly alertDynamicProperties?: readonly { readonly alertProperty: string; readonly value: string }[];
}

export interface IncidentConfiguration {
  readonly createIncident: boolean;
  readonly groupingConfiguration?: {
    readonly enabled: boolean;
    readonly reopenClosedIncident: boolean;
    readonly lookbackDuration: string;
    readonly matchingMethod: 'AllEntities' | 'AnyAlert' | 'Selected';
    readonly groupByEntities?: readonly string[];
    readonly groupByAlertDetails?: readonly string[];
    readonly groupByCustomDetails?: readonly string[];
  };
}

export interface RuleDocumentation {
  readonly references?: readonly string[];
  readonly falsePositives?: readonly string[];
  readonly response?: readonly string[];
}

/** `content/<category>/tests/<slug>.yaml`: what the rule of the same name has to make of which events. */
export interface RuleTest {
  /** The moment of the run, as written. */
  readonly now: string;
  /** Rows by name, which sources build on. */
  readonly templates?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly cases: readonly RuleTestCase[];
  /** Why no case notices some mutants of the rule. */
  readonly mutants?: readonly {
    readonly at: string;
    readonly change?: 'drop' | 'negate' | 'widen' | 'narrow' | 'raise' | 'lower' | 'letter case';
    readonly because: string;
  }[];
}

export interface RuleTestCase {
  readonly name: string;
  readonly now?: string;
  /** Events by table, as written: rows and sources of rows. */
  readonly given?: Readonly<Record<string, unknown>>;
  readonly watchlists?: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
  readonly schedule?: {
    readonly for?: string;
    readonly from?: string;
    readonly to?: string;
    readonly close_incidents?: readonly string[];
  };
  /** As written, by what is expected. */
  readonly expect: Readonly<Record<string, unknown>>;
}

/** `content/<category>/connector.yaml`: what the connector page of a log category says, and its diagnostic setting. */
export interface Connector {
  /** Name of the dataConnectorDefinitions resource: letters, digits, hyphen, underscore. */
  readonly id: string;
  readonly title: string;
  readonly publisher: string;
  readonly version: string;
  /** The log category, as the diagnostic setting spells it. */
  readonly category: string;
  readonly table: string;
  /** Markdown for the connector page. */
  readonly description: string;
  readonly licence: string;
  readonly permissions: {
    /** Rights on the workspace that the person who connects needs. */
    readonly workspace: readonly ('read' | 'write' | 'delete')[];
    /** Entra roles that may route the log. */
    readonly tenantRoles: readonly string[];
    readonly custom?: readonly { readonly name: string; readonly description: string }[];
  };
  /** A query that answers with one bool column IsConnected. */
  readonly connectivity: { readonly query: string };
  readonly graphQueries: readonly {
    readonly metricName: string;
    readonly legend: string;
    readonly baseQuery: string;
  }[];
  readonly dataTypes: readonly { readonly name: string; readonly lastDataReceivedQuery: string }[];
  readonly sampleQueries: readonly { readonly description: string; readonly query: string }[];
  readonly instructions: readonly { readonly title: string; readonly description: string }[];
  readonly diagnosticSetting: {
    readonly resource:
      | 'microsoft.aadiam/diagnosticSettings'
      | 'Microsoft.AadCustomSecurityAttributesDiagnosticSettings/diagnosticSettings';
    readonly category: string;
    readonly enabled: boolean;
  };
}

/** A category package: its folder, and what its package.json says under "picket". */
export interface ContentPackage {
  /** Folder, relative to the repository root: `content/sign-in-logs`. */
  readonly folder: string;
  /** The folder's own name. */
  readonly slug: string;
  /** `Overview` for the package that looks across all logs. */
  readonly category: string;
  /** Empty for the package that looks across all logs. */
  readonly table: string;
  readonly connector?: Document<Connector>;
  readonly workbook?: Document<Workbook>;
  /** `workbook.json`: a workbook as Azure writes it. */
  readonly rawWorkbook?: Document<RawWorkbook>;
  readonly rules: readonly Document<Rule>[];
}

export interface Content {
  readonly packages: readonly ContentPackage[];
}

/** `picket.yaml` at the repository root. */
export interface Settings {
  /** What the repository calls itself in the workspace; ownership is decided by it (metadata source.sourceId). */
  readonly repository: string;
  readonly targets: Readonly<Record<string, Target>>;
  /** Tables of the workspace that Microsoft does not document (`_CL` and the like): name → column → type. */
  readonly tables?: Readonly<Record<string, Readonly<Record<string, ColumnType>>>>;
  /** Columns of watchlists: alias → column names (all string). */
  readonly watchlists?: Readonly<Record<string, readonly string[]>>;
  /** Functions of the workspace: name → parameters and output columns. */
  readonly functions?: Readonly<
    Record<
      string,
      {
        readonly parameters?: Readonly<Record<string, ColumnType>>;
        readonly columns: Readonly<Record<string, ColumnType>>;
      }
    >
  >;
}

export type Target =
  | {
      readonly kind: 'local';
      readonly state?: string;
      readonly include?: readonly string[];
      readonly exclude?: readonly string[];
    }
  | {
      readonly kind: 'azure';
      readonly tenant: string;
      readonly subscription: string;
      readonly resourceGroup: string;
      readonly workspace: string;
      readonly location?: string;
      readonly include?: readonly string[];
      readonly exclude?: readonly string[];
      /** What to do with a rule that reads a table the workspace lacks. */
      readonly missingTables?: 'fail' | 'skip' | 'disable';
    };

/** A rule that may lack keys or have had wrong ones set aside: each key present is of the right form. */
export type RuleDraft = Partial<Rule>;
export type ConnectorDraft = Partial<Connector>;
export type WorkbookDraft = Partial<Workbook>;
