import { type Checked, type Diagnostic, diagnostic } from '@picket/diagnostics';
import type { Form } from './forms.ts';

/** Reads JSON of a form. Problems (TBL902) name the file and the place inside it; with any, there is no value. */
export function readJson<T>(content: string, file: string, form: Form): Checked<T> {
  const start = { line: 1, column: 1 };
  const at = { file, start, end: start };
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { problems: [diagnostic('TBL902', { why: `it is not JSON: ${why}` }, at)] };
  }
  const problems: Diagnostic[] = [];
  form(value, '', (place, why) =>
    problems.push(diagnostic('TBL902', { why: place === '' ? `it ${why}` : `${place} ${why}` }, at)),
  );
  return problems.length > 0 ? { problems } : { value: value as T, problems };
}
