import { createHash } from 'node:crypto';
import { type Cell, isTagged } from '../values/cell.ts';
import { dynamicText } from '../values/json.ts';
import { Refusal } from '../values/refusal.ts';
import { xxhash64 } from '../values/xxhash64.ts';
import { type FunctionRow, type FunctionTable, nullFn } from './blueprint.ts';

/** The bytes that hash() works on: those of a text, or of a moment's ticks. Other types are not documented. */
function bytesOf(what: string, value: Cell): Uint8Array {
  if (typeof value === 'string') return Buffer.from(value, 'utf8');
  if (!isTagged(value) || value.tag !== 'datetime' || typeof value.value !== 'bigint')
    throw new Refusal(what, 'a value that is neither text nor a moment');
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(value.value);
  return bytes;
}

/**
 * The remainder of the hash, from 0 to the modulus. Whether a hash below zero counts as a greater positive one is not
 * documented, and refused where it matters.
 */
function remainder(what: string, value: Cell, modulus: bigint | null): bigint {
  if (modulus === null || modulus <= 0n) throw new Refusal(what, 'a modulus that is not positive');
  const hash = xxhash64(bytesOf(what, value));
  const unsigned = BigInt.asUintN(64, hash) % modulus;
  if (hash < 0n && unsigned !== ((hash % modulus) + modulus) % modulus)
    throw new Refusal(what, 'the remainder of a hash below zero');
  return unsigned;
}

const row = (name: string): FunctionRow =>
  nullFn({
    takes: ['value', 'long'],
    returns: 'long',
    run: (value, modulus) => remainder(`${name}()`, value, modulus),
  });

/** The text that the digests are made of: a moment's is that of tostring(). Bools, reals, arrays and bags are not documented. */
function digested(what: string, value: Cell): string {
  const isText = typeof value === 'string' || typeof value === 'bigint' || isTagged(value);
  if (!isText) throw new Refusal(what, 'a value whose text is not certain');
  return dynamicText(value);
}

const digest = (algorithm: 'sha256' | 'sha1' | 'md5'): FunctionRow =>
  nullFn({
    takes: ['value'],
    returns: 'string',
    run: (value) =>
      createHash(algorithm)
        .update(digested(`hash_${algorithm}()`, value), 'utf8')
        .digest('hex'),
  });

/** Microsoft Learn: a page for each, as "hash()", "hash_sha256()". */
export const hashes: FunctionTable = {
  hash: row('hash'),
  hash_xxhash64: row('hash_xxhash64'),
  hash_sha256: digest('sha256'),
  hash_sha1: digest('sha1'),
  hash_md5: digest('md5'),
};
