import { entry } from '../entry.ts';

/** What two or more keys of a rule say together. A single key's own form is the schema's matter (rule.ts). */
export const ruleRelationProblems = {
  RULE201: entry<{ frequency: string; period: string }>({
    severity: 'error',
    title: 'the rule runs more rarely than it looks back',
    message: (p) =>
      `the rule runs every ${p.frequency} but looks back only ${p.period}: what happens in between is never read`,
    hint: () => 'make queryPeriod at least as long as queryFrequency',
  }),
  RULE202: entry<{ frequency: string; period: string }>({
    severity: 'error',
    title: 'a long look-back runs too often',
    message: (p) =>
      `queryPeriod is ${p.period}, so the rule may run once an hour at most, but queryFrequency is ${p.frequency}`,
    hint: () => 'from a queryPeriod of 2 days on, set queryFrequency to 1h or longer',
  }),
  RULE203: entry<{ operator: string; threshold: number }>({
    severity: 'error',
    title: 'the trigger can never be met',
    message: (p) => `the number of results can never be ${p.operator} ${p.threshold}, so the rule raises no alert`,
    hint: () => 'use triggerOperator gt with triggerThreshold 0 to alert on any result',
  }),
  RULE211: entry({
    severity: 'error',
    title: 'suppression without a duration',
    message: () => 'suppressionEnabled is true, but suppressionDuration is missing',
    hint: () => 'say how long the rule shall pause after an alert, as in suppressionDuration: 5h',
  }),
  RULE212: entry<{ duration: string }>({
    severity: 'error',
    title: 'suppression longer than a day',
    message: (p) => `suppressionDuration is ${p.duration}; Sentinel pauses a rule for 24 hours at most`,
  }),
  RULE213: entry<{ duration: string; frequency: string }>({
    severity: 'warning',
    title: 'suppression shorter than the frequency',
    message: (p) => `the rule pauses for ${p.duration} but runs only every ${p.frequency}, so the pause has no effect`,
    hint: () => 'make suppressionDuration longer than queryFrequency, or switch suppression off',
  }),
  RULE221: entry({
    severity: 'error',
    title: 'grouping by selection, but nothing is selected',
    message: () => 'matchingMethod is Selected, but no entity, alert detail or custom detail to group by is named',
    hint: () => 'fill groupByEntities, groupByAlertDetails or groupByCustomDetails, or use AllEntities or AnyAlert',
  }),
  RULE222: entry<{ entityType: string; mapped: readonly string[] }>({
    severity: 'error',
    title: 'grouping by an entity that is not mapped',
    message: (p) => `alerts shall be grouped by ${p.entityType}, but the rule maps no ${p.entityType} entity`,
    hint: (p) => (p.mapped.length > 0 ? `mapped are: ${p.mapped.join(', ')}` : 'add it to entityMappings'),
  }),
  RULE223: entry<{ detail: string; near?: string | undefined }>({
    severity: 'error',
    title: 'grouping by a custom detail that is not defined',
    message: (p) => `alerts shall be grouped by the custom detail '${p.detail}', but customDetails does not define it`,
    hint: (p) => (p.near ? `did you mean '${p.near}'?` : undefined),
  }),
  RULE224: entry<{ duration: string }>({
    severity: 'error',
    title: 'grouping window out of range',
    message: (p) => `lookbackDuration is ${p.duration}; Sentinel groups alerts over 5 minutes to 7 days`,
  }),
  RULE225: entry({
    severity: 'warning',
    title: 'grouping without incidents',
    message: () => 'alerts shall be grouped into incidents, but createIncident is false, so there are none',
  }),
  RULE226: entry<{ method: string }>({
    severity: 'note',
    title: 'grouping fields without effect',
    message: (p) => `matchingMethod is ${p.method}, so the fields named here to group by have no effect`,
    hint: () => 'set matchingMethod to Selected if they are meant',
  }),
  RULE231: entry<{ what: string; value: string }>({
    severity: 'warning',
    title: 'named twice',
    message: (p) => `${p.what} names '${p.value}' more than once`,
  }),
  RULE241: entry<{ column: string }>({
    severity: 'warning',
    title: 'a column of the old entity mapping',
    message: (p) => `the query fills ${p.column}, the old way to map an entity, but no entityMapping uses that column`,
    hint: () => 'map the column under entityMappings, or take it out of the query',
  }),
  RULE251: entry<{ character: string; codePoint: string; count: number }>({
    severity: 'note',
    title: 'a character beyond ASCII',
    message: (p) =>
      `the file holds '${p.character}' (${p.codePoint})${p.count > 1 ? ` and ${p.count - 1} more such characters` : ''}; Azure-Sentinel takes ASCII only`,
    hint: () => 'typographic quotes and dashes often come from a word processor: write them in ASCII',
  }),
  RULE261: entry<{ text: string }>({
    severity: 'error',
    title: 'unbalanced braces',
    message: (p) => `the braces of '${p.text}' do not match, so it is shown as text, not as a column's value`,
    hint: () => "write a column as '{{ColumnName}}'",
  }),
  RULE262: entry<{ count: number }>({
    severity: 'error',
    title: 'more than three columns in an alert text',
    message: (p) => `the text holds ${p.count} columns; Sentinel allows three in each of name and description`,
  }),
  RULE263: entry<{ text: string; column: string }>({
    severity: 'warning',
    title: 'blanks inside the braces',
    message: (p) => `'${p.text}' has blanks inside the braces`,
    hint: (p) => `write '{{${p.column}}}'`,
  }),
  RULE264: entry({
    severity: 'error',
    title: 'empty braces',
    message: () => "'{{}}' names no column",
  }),
  RULE265: entry<{ column: string }>({
    severity: 'warning',
    title: 'single braces',
    message: (p) => `'{${p.column}}' is shown as it is written; only double braces take the column's value`,
    hint: (p) => `write '{{${p.column}}}'`,
  }),
  RULE271: entry<{ property: string }>({
    severity: 'note',
    title: 'a property that the Defender portal does not take',
    message: (p) =>
      `${p.property} can no longer be customised in a workspace that is connected to the Microsoft Defender portal`,
  }),
  RULE281: entry({
    severity: 'note',
    title: 'a full stop at the end of the name',
    message: () => 'the name ends with a full stop; Sentinel shows names as titles',
  }),
  RULE282: entry({
    severity: 'note',
    title: 'the description repeats the name',
    message: () => 'the description says no more than the name',
    hint: () => 'tell what is detected, what is missed, and which harmless causes are known',
  }),
};
