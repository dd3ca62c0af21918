import type { Path } from '../content.ts';
import type { DurationRange } from './json-schema.ts';

/** What a value has against its schema: one fault a place, in plain data. */
export type Fault =
  /** `path` is the mapping that lacks the key. */
  | { readonly kind: 'missing'; readonly path: Path; readonly key: string }
  /** `path` is the mapping with the key, `known` the keys it may have. */
  | { readonly kind: 'unknownKey'; readonly path: Path; readonly key: string; readonly known: readonly string[] }
  /** `path` is the mapping with the key; names of this mapping must have a form. */
  | { readonly kind: 'keyForm'; readonly path: Path; readonly key: string; readonly maxLength?: number | undefined }
  /** A key that must not be given beside the others. */
  | { readonly kind: 'forbidden'; readonly path: Path }
  /** `path` is the mapping, `keys` those of which it must have exactly one, `found` those that it has. */
  | {
      readonly kind: 'notExactlyOne';
      readonly path: Path;
      readonly keys: readonly string[];
      readonly found: readonly string[];
    }
  | { readonly kind: 'type'; readonly path: Path; readonly expected: string; readonly value: unknown }
  | { readonly kind: 'notOneOf'; readonly path: Path; readonly value: unknown; readonly allowed: readonly string[] }
  | { readonly kind: 'form'; readonly path: Path; readonly value: unknown; readonly form: string }
  | { readonly kind: 'duration'; readonly path: Path; readonly value: unknown; readonly range: DurationRange }
  | { readonly kind: 'tooShort'; readonly path: Path }
  | { readonly kind: 'tooLong'; readonly path: Path; readonly value: string; readonly limit: number }
  | { readonly kind: 'number'; readonly path: Path; readonly value: unknown; readonly range: readonly [number, number] }
  | { readonly kind: 'tooMany'; readonly path: Path; readonly count: number; readonly limit: number }
  | { readonly kind: 'tooFew'; readonly path: Path };

export type FaultKind = Fault['kind'];
