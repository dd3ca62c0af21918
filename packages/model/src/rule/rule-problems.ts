import { type Diagnostic, diagnostic, didYouMean, invariant } from '@picket/diagnostics';
import type { Document, Path } from '../content.ts';
import { entityTypes } from '../entity-types.ts';
import type { Fault } from '../schema/fault.ts';
import { nearKey } from '../schema/near-key.ts';
import type { Remark } from '../schema/typed-value.ts';
import { insideText, pathText, shortened, typeText, valueText } from '../schema/words.ts';
import { tactics } from '../tactics.ts';

/** Keys of the metadata block. In Azure-Sentinel they often stand beside it, one indentation too far left. */
const metadataKeys = new Set([
  'source',
  'author',
  'support',
  'categories',
  'threatAnalysisTactics',
  'threatAnalysisTechniques',
]);

/** What is left of ARM templates and other tools in rules that were converted from them. */
const remnantKeys = new Set([
  'type',
  'apiVersion',
  'alertRuleTemplateName',
  'templateVersion',
  'lastModifiedUtc',
  'previewFeature',
]);

/**
 * A fault of a rule as a problem in a rule author's words.
 *
 * @param document all of the rule that could be read, for the place
 * @param withoutValue of a missing key: it is there, but nothing stands behind it
 */
export function ruleProblem(fault: Fault, document: Document<unknown>, withoutValue: boolean): Diagnostic {
  const { path } = fault;
  const key = pathText(path);
  const at = document.at(path);
  switch (fault.kind) {
    case 'missing':
      if (withoutValue) {
        const inner = [...path, fault.key];
        return diagnostic('RULE105', { key: pathText(inner) }, document.keyAt(inner));
      }
      return diagnostic('RULE102', { key: fault.key, ...insideText(path) }, document.keyAt([...path, fault.key]));
    case 'unknownKey':
      return unknownKey(fault, document);
    case 'keyForm': {
      const place = document.keyAt([...path, fault.key]);
      return diagnostic('RULE125', { name: shortened(fault.key), limit: fault.maxLength }, place);
    }
    case 'forbidden':
      return diagnostic('RULE126', { key }, document.keyAt(path));
    case 'type':
      if (fault.value === null) return diagnostic('RULE105', { key }, at);
      return diagnostic('RULE104', { key, expected: typeText(fault.expected), found: valueText(fault.value) }, at);
    case 'notOneOf':
      return notOneOf(fault, document);
    case 'form':
      return wrongForm(fault, document);
    case 'duration':
      return diagnostic('RULE111', { key, value: shortened(fault.value), ...fault.range }, at);
    case 'tooShort':
      return diagnostic('RULE105', { key }, document.keyAt(path));
    case 'tooLong':
      return diagnostic('RULE106', { key, length: [...fault.value].length, limit: fault.limit }, document.keyAt(path));
    case 'number': {
      const [minimum, maximum] = fault.range;
      return diagnostic('RULE112', { key, value: Number(fault.value), minimum, maximum }, at);
    }
    case 'tooMany':
      return diagnostic('RULE122', { key, count: fault.count, limit: fault.limit }, document.keyAt(path));
    case 'tooFew':
      return diagnostic('RULE123', { key }, document.keyAt(path));
    case 'notExactlyOne':
      invariant(false, `the schema of rules tells no forms apart, but ${key} has one`);
  }
}

/** What was put right while reading a rule. */
export function ruleRemark(remark: Remark, document: Document<unknown>): Diagnostic {
  const at = document.at(remark.path);
  const isTactic = remark.path[0] === 'tactics';
  switch (remark.kind) {
    case 'emptyValue':
      return diagnostic('RULE127', { key: pathText(remark.path) }, document.keyAt(remark.path));
    case 'keyCase':
      return diagnostic('RULE130', { key: remark.written, right: remark.right }, document.keyAt(remark.path));
    case 'letterCase': {
      const what = isTactic ? 'tactic' : 'entity type';
      return diagnostic('RULE114', { what, value: remark.written, right: remark.right }, at);
    }
    case 'spelling': {
      const params = { value: shortened(remark.written), near: remark.right };
      return isTactic ? diagnostic('RULE113', params, at) : diagnostic('RULE120', params, at);
    }
  }
}

function unknownKey(fault: Fault & { readonly kind: 'unknownKey' }, document: Document<unknown>): Diagnostic {
  const { path, key, known } = fault;
  const at = document.keyAt([...path, key]);
  if (path.length === 0 && metadataKeys.has(key)) return diagnostic('RULE128', { key }, at);
  if (path.length === 0 && remnantKeys.has(key)) return diagnostic('RULE131', { key }, at);
  return diagnostic('RULE103', { key: shortened(key), ...insideText(path), near: nearKey(key, known) }, at);
}

type NotOneOf = Fault & { readonly kind: 'notOneOf' };

function notOneOf(fault: NotOneOf, document: Document<unknown>): Diagnostic {
  const { path, allowed } = fault;
  const value = shortened(fault.value);
  const at = document.at(path);
  const near = didYouMean(value, allowed);
  const [first] = path;
  const last = lastKey(path);
  if (path.length === 1 && first === 'kind') return diagnostic('RULE107', { value, near }, at);
  if (path.length === 1 && first === 'severity') return diagnostic('RULE108', { value, near }, at);
  if (first === 'tactics') return diagnostic('RULE113', { value, near: didYouMean(value, tactics) }, at);
  if (last === 'entityType' || last === 'groupByEntities') {
    return diagnostic('RULE120', { value, near: didYouMean(value, Object.keys(entityTypes)) }, at);
  }
  if (last === 'identifier') return unknownIdentifier(fault, document);
  return diagnostic('RULE109', { key: pathText(path), value, allowed, near }, at);
}

function unknownIdentifier({ path, value, allowed }: NotOneOf, document: Document<unknown>): Diagnostic {
  const written = shortened(value);
  const entityType = document.value;
  const typeOfMapping = valueAt(entityType, [...path.slice(0, 2), 'entityType']);
  const params = { value: written, entityType: String(typeOfMapping), allowed, near: didYouMean(written, allowed) };
  return diagnostic('RULE121', params, document.at(path));
}

function wrongForm(fault: Fault & { readonly kind: 'form' }, document: Document<unknown>): Diagnostic {
  const { path } = fault;
  const value = shortened(fault.value);
  const key = pathText(path);
  const at = document.at(path);
  const first = path[0];
  if (key === 'id') return diagnostic('RULE101', { value }, at);
  if (key === 'version') return diagnostic('RULE117', { value }, at);
  if (key === 'startTimeUtc') return diagnostic('RULE129', { value }, at);
  if (first === 'relevantTechniques') return diagnostic('RULE115', { value, near: techniqueIn(value) }, at);
  if (lastKey(path) === 'columnName' || first === 'customDetails') return diagnostic('RULE124', { key, value }, at);
  return diagnostic('RULE110', { key, value }, at);
}

/** `t1078`, `T1078.4`, `T1078 - Valid Accounts`: the id is in there. */
function techniqueIn(value: string): string | undefined {
  const found = /[tT](\d{4})(?:\.(\d{1,3})(?!\d))?/.exec(value);
  if (!found) return undefined;
  return found[2] ? `T${found[1]}.${found[2].padStart(3, '0')}` : `T${found[1]}`;
}

function lastKey(path: Path): string | undefined {
  return path.findLast((step): step is string => typeof step === 'string');
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, step) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, step) : undefined),
    value,
  );
}
