/** Conditions as SQL has them behind a table; nothing where there are none. */
export const whereClause = (where: readonly string[]): string =>
  where.length > 0 ? ` WHERE ${where.join(' AND ')}` : '';
