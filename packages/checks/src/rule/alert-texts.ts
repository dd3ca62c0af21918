import { type Diagnostic, diagnostic } from '@picket/diagnostics';
import type { Analysis } from '@picket/kql';
import { type AlertTextPart, alertTextFields, alertTextParts } from '../alert-text.ts';
import type { RuleCheck } from '../rule-check.ts';

const most = 3;

/** RULE261 to RULE265: the braces in alert names and descriptions (page customize-alert-details). */
export const alertTexts: RuleCheck = (rule, analysis) =>
  alertTextFields.flatMap((field): readonly Diagnostic[] => {
    const text = rule.value.alertDetailsOverride?.[field];
    if (text === undefined) return [];
    const path = ['alertDetailsOverride', field];
    const parts = alertTextParts(text);
    const columns = parts.filter((part) => part.kind === 'column');
    const fourth = columns[most];
    const tooMany = fourth
      ? [diagnostic('RULE262', { count: columns.length }, rule.within(path, fourth.start, fourth.end))]
      : [];
    const slips = parts.flatMap((part) => {
      const at = rule.within(path, part.start, part.end);
      return slip(part, analysis, at);
    });
    return [...tooMany, ...slips];
  });

function slip(part: AlertTextPart, analysis: Analysis | undefined, at: Diagnostic['at']): readonly Diagnostic[] {
  const { kind, column, text } = part;
  if (kind === 'unbalanced') return [diagnostic('RULE261', { text }, at)];
  if (kind === 'single') {
    const isColumn = analysis?.output.columns.some((output) => output.name === column) === true;
    return isColumn ? [diagnostic('RULE265', { column }, at)] : [];
  }
  if (column === '') return [diagnostic('RULE264', {}, at)];
  return text === `{{${column}}}` ? [] : [diagnostic('RULE263', { text, column }, at)];
}
