/**
 * The template function `uniqueString`: 13 characters that depend on nothing but the arguments.
 * The arguments are joined by `-`, hashed as UTF-8 by a 64-bit variant of MurmurHash 3 with two 32-bit lanes, and the
 * hash is written in base 32 (a-z, 2-7) from its top bits. Known values: `unique-string.test.ts`.
 */
export function uniqueString(parts: readonly string[]): string {
  let hash = murmur64(Buffer.from(parts.join('-'), 'utf8'));
  let text = '';
  for (let i = 0; i < 13; i++) {
    text += alphabet[Number(hash >> 59n)];
    hash = BigInt.asUintN(64, hash << 5n);
  }
  return text;
}

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
const multiplierA = 0x239b961b;
const multiplierB = 0xab0e9789;

function murmur64(bytes: Uint8Array): bigint {
  let low = 0;
  let high = 0;
  const blocks = bytes.length - (bytes.length % 8);
  for (let i = 0; i < blocks; i += 8) {
    low = mixLow(low, wordAt(bytes, i, 4));
    low = (Math.imul((rotate(low, 19) + high) | 0, 5) + 0x561ccd1b) | 0;
    high = mixHigh(high, wordAt(bytes, i + 4, 4));
    high = (Math.imul((rotate(high, 13) + low) | 0, 5) + 0x0bcaa747) | 0;
  }
  const rest = bytes.length - blocks;
  if (rest > 0) low = mixLow(low, wordAt(bytes, blocks, Math.min(rest, 4)));
  if (rest > 4) high = mixHigh(high, wordAt(bytes, blocks + 4, rest - 4));
  low ^= bytes.length;
  high ^= bytes.length;
  low = (low + high) | 0;
  high = (high + low) | 0;
  low = avalanche(low);
  high = avalanche(high);
  low = (low + high) | 0;
  high = (high + low) | 0;
  return (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
}

function mixLow(lane: number, word: number): number {
  return lane ^ Math.imul(rotate(Math.imul(word, multiplierA), 15), multiplierB);
}

function mixHigh(lane: number, word: number): number {
  return lane ^ Math.imul(rotate(Math.imul(word, multiplierB), 17), multiplierA);
}

function wordAt(bytes: Uint8Array, at: number, count: number): number {
  let word = 0;
  for (let i = 0; i < count; i++) word |= (bytes[at + i] ?? 0) << (8 * i);
  return word;
}

function rotate(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

function avalanche(lane: number): number {
  let mixed = lane ^ (lane >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
