import { coverage, coveragePage } from '@picket/engine';

/** A page that follows from the program: where it lies in the repository, and its whole text. */
export interface DerivedPage {
  readonly path: string;
  readonly text: string;
}

/** Every derived page. Same program, same bytes. */
export function derivedPages(): readonly DerivedPage[] {
  return [{ path: 'packages/engine/COVERAGE.md', text: coveragePage(coverage()) }];
}
