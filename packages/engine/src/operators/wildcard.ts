/** A pattern of column or table names, in which `*` stands for any characters. */
export function wildcard(pattern: string): RegExp {
  return new RegExp(
    `^${pattern
      .split('*')
      .map((piece) => piece.replace(/[^\w]/g, '\\$&'))
      .join('.*')}$`,
  );
}
