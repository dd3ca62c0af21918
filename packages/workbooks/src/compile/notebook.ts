/** A value of JSON. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export type JsonObject = { readonly [key: string]: Json };

/**
 * The JSON of Azure workbooks, as far as this package writes it (schema/workbook.json of
 * microsoft/Application-Insights-Workbooks).
 */
export interface Notebook {
  readonly version: 'Notebook/1.0';
  readonly items: readonly JsonObject[];
  readonly $schema: string;
}

/** The `type` of an item of a notebook. */
export const itemTypes = { text: 1, query: 3, parameters: 9, links: 11, group: 12 } as const;

/** The members that have a value, in the order given. */
export function present(members: { readonly [key: string]: Json | undefined }): JsonObject {
  return Object.fromEntries(Object.entries(members).filter((entry): entry is [string, Json] => entry[1] !== undefined));
}
