import { readFileSync } from 'node:fs';

/** The folder of the facts: beside src/ and beside dist/ alike. */
export function dataFolder(): URL {
  return new URL('../data/', import.meta.url);
}

/** Reads a file of facts, once: nothing is read before someone asks, and what was made of it is kept. */
export function factFile<T>(name: string, make: (text: string) => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make(readFileSync(new URL(name, dataFolder()), 'utf8')) };
    return made.value;
  };
}

/** The member of that name which the record itself has: never one that it inherits, as `constructor`. */
export function own<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
