/** A query with one stretch marked: where a problem, a window or a comparison is expected. */
export interface MarkedQuery {
  readonly query: string;
  readonly start: number;
  readonly end: number;
}

/** Marks a stretch by putting it in `${…}`: ``kql`SigninLogs | where ${'Nme'} == "x"` ``. */
export function kql(parts: TemplateStringsArray, ...marked: readonly string[]): MarkedQuery {
  const before = parts[0] ?? '';
  const [stretch = ''] = marked;
  const query = [...parts.raw].map((part, i) => part + (marked[i] ?? '')).join('');
  return { query, start: before.length, end: before.length + stretch.length };
}
