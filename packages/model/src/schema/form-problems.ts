import { type Diagnostic, diagnostic, didYouMean, invariant } from '@picket/diagnostics';
import type { Document } from '../content.ts';
import type { Fault } from './fault.ts';
import { nearKey } from './near-key.ts';
import { insideText, pathText, shortened, typeText, valueText } from './words.ts';

/** The codes of a family of files that names its faults in the general way. */
export interface FormCodes {
  readonly missing: 'CON101' | 'SET101' | 'TEST101' | 'WB101';
  readonly unknownKey: 'CON102' | 'SET102' | 'TEST102' | 'WB102';
  readonly type: 'CON103' | 'SET103' | 'TEST103' | 'WB103';
  readonly empty: 'CON104' | 'SET104' | 'TEST104' | 'WB104';
  readonly notOneOf: 'CON105' | 'SET105' | 'TEST105' | 'WB105';
  readonly form: 'CON106' | 'SET106' | 'TEST106' | 'WB106';
}

/** A fault as a problem of connector.yaml, workbook.yaml or the settings. The rarer kinds are the matter of the one schema that has them. */
export function formProblem(
  codes: FormCodes,
  fault: Fault,
  document: Document<unknown>,
  withoutValue: boolean,
): Diagnostic {
  const { path } = fault;
  const key = pathText(path);
  const at = document.at(path);
  switch (fault.kind) {
    case 'missing': {
      const inner = [...path, fault.key];
      if (withoutValue) return diagnostic(codes.empty, { key: pathText(inner) }, document.keyAt(inner));
      return diagnostic(codes.missing, { key: fault.key, ...insideText(path) }, document.keyAt(inner));
    }
    case 'unknownKey': {
      const params = { key: shortened(fault.key), ...insideText(path), near: nearKey(fault.key, fault.known) };
      return diagnostic(codes.unknownKey, params, document.keyAt([...path, fault.key]));
    }
    case 'type':
      if (fault.value === null) return diagnostic(codes.empty, { key }, at);
      return diagnostic(codes.type, { key, expected: typeText(fault.expected), found: valueText(fault.value) }, at);
    case 'tooShort':
    case 'tooFew':
      return diagnostic(codes.empty, { key }, document.keyAt(path));
    case 'notOneOf': {
      const value = shortened(fault.value);
      const near = didYouMean(value, fault.allowed);
      return diagnostic(codes.notOneOf, { key, value, allowed: fault.allowed, near }, at);
    }
    case 'form':
      return diagnostic(codes.form, { key, value: shortened(fault.value), form: fault.form }, at);
    case 'tooLong': {
      const value = shortened(fault.value);
      return diagnostic(codes.form, { key, value, form: `at most ${fault.limit} characters long` }, at);
    }
    case 'number': {
      const [minimum, maximum] = fault.range;
      const form = `a number from ${minimum} to ${maximum}`;
      return diagnostic(codes.form, { key, value: shortened(fault.value), form }, at);
    }
    case 'duration': {
      const form = `from ${fault.range.minimum} to ${fault.range.maximum}`;
      return diagnostic(codes.form, { key, value: shortened(fault.value), form }, at);
    }
    default:
      invariant(false, `no words for a fault of the kind ${fault.kind} at ${key}`);
  }
}
