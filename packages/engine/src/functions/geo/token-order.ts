import { Buffer } from 'node:buffer';
import { Refusal } from '../../values/refusal.ts';

const mask = (1n << 64n) - 1n;
const factor = 0xc6a4a7935bd1e995n;
const seed = 0xc70f6907n;
const mixed = (value: bigint): bigint => value ^ (value >> 47n);

/** MurmurHash64A, as GNU's C++ library hashes a text. */
function hashOf(text: string): bigint {
  const bytes = Buffer.from(text);
  const whole = bytes.length - (bytes.length % 8);
  let hash = seed ^ ((BigInt(bytes.length) * factor) & mask);
  for (let at = 0; at < whole; at += 8) {
    hash ^= (mixed((bytes.readBigUInt64LE(at) * factor) & mask) * factor) & mask;
    hash = (hash * factor) & mask;
  }
  if (whole < bytes.length) {
    let rest = 0n;
    for (let at = bytes.length - 1; at >= whole; at--) rest = (rest << 8n) + BigInt(bytes[at] ?? 0);
    hash = ((hash ^ rest) * factor) & mask;
  }
  return mixed((mixed(hash) * factor) & mask);
}

/** The sizes that a hash table of that library may have. */
const sizes: readonly number[] = [
  2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 103, 109, 113, 127,
  137, 139, 149, 157, 167, 179, 193, 199, 211, 227, 241, 257, 277, 293, 313, 337, 359, 383, 409, 439, 467, 503, 541,
  577, 619, 661, 709, 761, 823, 887, 953, 1031, 1109, 1193, 1289, 1381, 1493, 1613, 1741, 1879, 2029, 2179, 2357, 2549,
  2753, 2971, 3209, 3469, 3739, 4027, 4349, 4703, 5087, 5503, 5953, 6427, 6949, 7517, 8123, 8783, 9497, 10273, 11113,
  12011, 12983, 14033, 15173, 16411, 17749, 19183, 20753, 22447, 24281, 26267, 28411, 30727, 33223, 35933, 38873, 42043,
  45481, 49201, 53201, 57557, 62233, 67307,
];

/**
 * Distinct tokens in the order that the service gives them. It keeps them in a hash set that has room for all from the
 * start, and reads them out in the set's own order: the last one first, but those that share a bucket together.
 * `expected` is the number that the set makes room for; fewer tokens than that are refused.
 */
export function asDistinct(what: string, tokens: readonly string[], expected = tokens.length): readonly string[] {
  if (new Set(tokens).size !== expected) throw new Refusal(what, 'cells that repeat or are missing');
  const size = BigInt(sizes.find((each) => each >= expected) ?? 0);
  if (size === 0n) throw new Refusal(what, 'too many cells');
  const buckets = new Map<bigint, string[]>();
  for (const token of tokens) {
    const bucket = hashOf(token) % size;
    const others = buckets.get(bucket);
    if (others) others.push(token);
    else buckets.set(bucket, [token]);
  }
  return [...buckets.values()].flat().reverse();
}
