import type { DesiredResource } from '@picket/bundle';
import type { Span } from '@picket/diagnostics';

/** An item as messages name it: `rule 'password-spray-from-one-address'`. */
export function whatOf(item: { readonly kind: DesiredResource['kind']; readonly slug: string }): string {
  return `${item.kind} '${item.slug}'`;
}

/** The file that wants the resource, as a place to go to. */
export function placeOf(resource: { readonly file: string }): Span {
  const start = { line: 1, column: 1 };
  return { file: resource.file, start, end: start };
}

/** One text for an item; names are compared as ARM compares them. */
export function keyOf(resource: { readonly kind: DesiredResource['kind']; readonly name: string }): string {
  return `${resource.kind}/${resource.name.toLowerCase()}`;
}
