import type { CategoryData, SiteData } from '../page-data.ts';
import type { Source } from './source.ts';

/** Where the address after # leads: `#/sign-in-logs/rules/password-spray`. */
export interface Route {
  readonly slug: string;
  readonly view: string;
  readonly rest: string;
}

export function routeOf(hash: string): Route {
  const [slug = '', view = '', ...rest] = hash.replace(/^#\/?/, '').split('/').map(decoded);
  return { slug, view, rest: rest.join('/') };
}

export const linkTo = (...parts: readonly string[]): string => `#/${parts.map(encodeURIComponent).join('/')}`;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A page that stands until it is removed. */
export interface Page {
  readonly element: HTMLElement;
  readonly remove?: () => void;
}

export interface PageWorld {
  readonly source: Source;
  readonly site: SiteData;
}

export interface CategoryWorld extends PageWorld {
  readonly category: CategoryData;
}
