import type { Json, JsonObject } from '@picket/arm';
import { type Checked, type Diagnostic, diagnostic } from '@picket/diagnostics';
import { type Document, type Path, type Rule, toIsoDuration } from '@picket/model';

export interface TranslatedRule {
  readonly body: JsonObject;
  /** Fields and kinds that only the preview API has. */
  readonly previewBecause: readonly string[];
}

/** The file writes operators short, the API long. Source: Microsoft.SecurityInsights, AlertRuleTriggerOperator. */
const triggerOperators: Readonly<Record<string, string>> = {
  gt: 'GreaterThan',
  lt: 'LessThan',
  eq: 'Equal',
  ne: 'NotEqual',
  GreaterThan: 'GreaterThan',
  LessThan: 'LessThan',
  Equal: 'Equal',
  NotEqual: 'NotEqual',
};

/**
 * What the API requires and a rule file may leave out. PT5H is the default that Terraform's azurerm provider documents
 * for suppression_duration; it means nothing while suppression is off.
 */
const defaults = { enabled: true, suppressionEnabled: false, suppressionDuration: 'PT5H' } as const;

/**
 * The body of the PUT for a rule, `kind` and `properties`, with literal values. Sub-techniques go out whole: the parent
 * technique into `techniques`, themselves into `subTechniques`. What is about the content and not about the deployed rule
 * (requiredDataConnectors, documentation, tags, status, metadata, version) stays out.
 * Source: Microsoft.SecurityInsights 2025-09-01 (Scheduled) and 2025-10-01-preview (NRT), alertRules.
 */
export function translateRule(document: Document<Rule>): Checked<TranslatedRule> {
  const rule = document.value;
  const translator = new Translator(document);
  const isScheduled = rule.kind === 'Scheduled';
  const { techniques, subTechniques } = splitTechniques(rule.relevantTechniques ?? []);
  const properties: Readonly<Record<string, Json | undefined>> = {
    displayName: rule.name,
    description: rule.description,
    severity: rule.severity,
    enabled: rule.enabled ?? defaults.enabled,
    query: rule.query,
    ...(isScheduled ? translator.schedule() : {}),
    suppressionEnabled: rule.suppressionEnabled ?? defaults.suppressionEnabled,
    suppressionDuration:
      rule.suppressionDuration === undefined
        ? defaults.suppressionDuration
        : translator.duration(rule.suppressionDuration, ['suppressionDuration']),
    tactics: rule.tactics && [...rule.tactics],
    techniques: techniques.length > 0 ? techniques : undefined,
    subTechniques: subTechniques.length > 0 ? subTechniques : undefined,
    entityMappings: rule.entityMappings?.map(({ entityType, fieldMappings }) => ({
      entityType,
      fieldMappings: fieldMappings.map(({ identifier, columnName }) => ({ identifier, columnName })),
    })),
    sentinelEntitiesMappings: rule.sentinelEntitiesMappings?.map(({ columnName }) => ({ columnName })),
    customDetails: rule.customDetails && { ...rule.customDetails },
    alertDetailsOverride: alertDetails(rule),
    eventGroupingSettings: rule.eventGroupingSettings && {
      aggregationKind: rule.eventGroupingSettings.aggregationKind,
    },
    incidentConfiguration: translator.incidents(),
  };
  if (rule.startTimeUtc !== undefined) {
    translator.problems.push(diagnostic('BND006', { field: 'startTimeUtc' }, document.at(['startTimeUtc'])));
  }
  const { problems } = translator;
  if (problems.some((problem) => problem.severity === 'error')) return { problems };
  const body = { kind: rule.kind, properties: withoutMissing(properties) };
  return { value: { body, previewBecause: reasonsForPreview(rule, subTechniques) }, problems };
}

function reasonsForPreview(rule: Rule, subTechniques: readonly string[]): readonly string[] {
  const dynamic = rule.alertDetailsOverride?.alertDynamicProperties ?? [];
  const reasons: readonly (readonly [boolean, string])[] = [
    [rule.kind === 'NRT', 'NRT'],
    [subTechniques.length > 0, 'subTechniques'],
    [(rule.sentinelEntitiesMappings ?? []).length > 0, 'sentinelEntitiesMappings'],
    [dynamic.some(({ alertProperty }) => alertProperty === 'SubTechniques'), 'alertDynamicProperties SubTechniques'],
  ];
  return reasons.flatMap(([applies, reason]) => (applies ? [reason] : []));
}

/** `T1078.004` is the technique T1078 and the sub-technique T1078.004. Each once, in the order of the file. */
function splitTechniques(relevant: readonly string[]): { techniques: string[]; subTechniques: string[] } {
  const parents = relevant.map((id) => id.replace(/\..*$/, ''));
  return {
    techniques: [...new Set(parents)],
    subTechniques: [...new Set(relevant.filter((id) => id.includes('.')))],
  };
}

function alertDetails({ alertDetailsOverride: details }: Rule): JsonObject | undefined {
  return (
    details &&
    withoutMissing({
      alertDisplayNameFormat: details.alertDisplayNameFormat,
      alertDescriptionFormat: details.alertDescriptionFormat,
      alertTacticsColumnName: details.alertTacticsColumnName,
      alertSeverityColumnName: details.alertSeverityColumnName,
      alertDynamicProperties: details.alertDynamicProperties?.map(({ alertProperty, value }) => ({
        alertProperty,
        value,
      })),
    })
  );
}

/** Reads the fields that the API spells otherwise, and collects what it cannot read. */
class Translator {
  readonly problems: Diagnostic[] = [];
  readonly #document: Document<Rule>;

  constructor(document: Document<Rule>) {
    this.#document = document;
  }

  schedule(): Readonly<Record<string, Json | undefined>> {
    const { queryFrequency, queryPeriod, triggerOperator, triggerThreshold } = this.#document.value;
    for (const [field, value] of Object.entries({ queryFrequency, queryPeriod, triggerOperator, triggerThreshold })) {
      if (value === undefined) this.problems.push(diagnostic('BND004', { field }, this.#document.at([field])));
    }
    return {
      queryFrequency: queryFrequency && this.duration(queryFrequency, ['queryFrequency']),
      queryPeriod: queryPeriod && this.duration(queryPeriod, ['queryPeriod']),
      triggerOperator: triggerOperator && this.#triggerOperator(triggerOperator),
      triggerThreshold,
    };
  }

  incidents(): JsonObject | undefined {
    const configuration = this.#document.value.incidentConfiguration;
    const grouping = configuration?.groupingConfiguration;
    if (!configuration) return undefined;
    const path = ['incidentConfiguration', 'groupingConfiguration', 'lookbackDuration'];
    return withoutMissing({
      createIncident: configuration.createIncident,
      groupingConfiguration:
        grouping &&
        withoutMissing({
          enabled: grouping.enabled,
          reopenClosedIncident: grouping.reopenClosedIncident,
          lookbackDuration: this.duration(grouping.lookbackDuration, path),
          matchingMethod: grouping.matchingMethod,
          groupByEntities: grouping.groupByEntities && [...grouping.groupByEntities],
          groupByAlertDetails: grouping.groupByAlertDetails && [...grouping.groupByAlertDetails],
          groupByCustomDetails: grouping.groupByCustomDetails && [...grouping.groupByCustomDetails],
        }),
    });
  }

  duration(text: string, path: Path): string | undefined {
    return toIsoDuration(text) ?? this.#untranslatable(path, text, 'a duration as 1h, P1D or 1.00:00:00');
  }

  #triggerOperator(text: string): string | undefined {
    const operator = Object.hasOwn(triggerOperators, text) ? triggerOperators[text] : undefined;
    return operator ?? this.#untranslatable(['triggerOperator'], text, 'gt, lt, eq or ne');
  }

  #untranslatable(path: Path, value: string, wants: string): undefined {
    const field = path.join('.');
    this.problems.push(diagnostic('BND003', { field, value, wants }, this.#document.at(path)));
  }
}

function withoutMissing(members: Readonly<Record<string, Json | undefined>>): JsonObject {
  const present = Object.entries(members).filter((entry): entry is [string, Json] => entry[1] !== undefined);
  return Object.fromEntries(present);
}
