import { readFileSync } from 'node:fs';
import { catalogue, type DiagnosticCode, isDiagnosticCode } from './catalogue/index.ts';
import { didYouMean } from './did-you-mean.ts';

/** The page of a code: Markdown that tells what it means, a bad and a good example, and what to do. */
export function pageOf(code: DiagnosticCode): string {
  return readFileSync(new URL(`../pages/${code}.md`, import.meta.url), 'utf8');
}

/** The code that was meant, whatever its letter case, or the nearest one for a hint. */
export function findCode(written: string): { readonly code?: DiagnosticCode; readonly near?: string } {
  const upper = written.toUpperCase();
  if (isDiagnosticCode(upper)) return { code: upper };
  const near = didYouMean(upper, Object.keys(catalogue));
  return near ? { near } : {};
}
