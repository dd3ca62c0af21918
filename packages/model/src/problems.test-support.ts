import type { Diagnostic } from '@picket/diagnostics';
import type { SourceFile } from './content.ts';

/** A file in memory. */
export function fileOf(text: string, path = 'rule.yaml'): SourceFile {
  return { path, bytes: new TextEncoder().encode(text) };
}

/** Problems as `CODE line:column`, the form in which the rows of the tests expect them. */
export function places(problems: readonly Diagnostic[]): readonly string[] {
  return problems.map(({ code, at }) => `${code} ${at?.start.line}:${at?.start.column}`);
}
