import { crc32, gunzipSync, inflateSync } from 'node:zlib';
import { type Cell, isArray } from '../values/cell.ts';
import { Refusal } from '../values/refusal.ts';
import { utf8Text } from '../values/utf8.ts';
import { type FunctionTable, fn, nullFn } from './blueprint.ts';

const bytesOf = (text: string): Buffer => Buffer.from(text, 'utf8');

/** `unpadded`: what would be base64 with `=` behind it, which some readers take and others do not. */
function readBase64(text: string): Buffer | 'unpadded' | undefined {
  const digits = /^[A-Za-z\d+/]*(={0,2})$/.exec(text);
  if (!digits) {
    if (/\s|^[A-Za-z\d_-]+=*$/.test(text)) throw new Refusal('base64', `'${text}' has blanks or URL-safe digits`);
    return undefined;
  }
  if (text.length % 4 === 0) return Buffer.from(text, 'base64');
  return digits[1] === '' && text.length % 4 > 1 ? 'unpadded' : undefined;
}

/** The bytes; undefined when the text is no base64. A text without its padding is refused. */
function decoded(what: string, text: string): Buffer | undefined {
  const bytes = readBase64(text);
  if (bytes === 'unpadded') throw new Refusal(what, 'a base64 text without its padding');
  return bytes;
}

/** Bytes that are no UTF-8 make an empty text. */
function decodeText(text: string): string {
  const bytes = decoded('base64_decode_tostring()', text);
  return bytes ? (utf8Text(bytes) ?? '') : '';
}

/** Whether bytes that are no UTF-8 make an array is documented in part only: not without padding. */
function decodeArray(text: string): Cell {
  const bytes = readBase64(text);
  if (bytes === undefined) return null;
  if (bytes !== 'unpadded' && utf8Text(bytes) !== undefined) return [...bytes].map(BigInt);
  if (bytes === 'unpadded' && utf8Text(Buffer.from(text, 'base64')) === undefined) return null;
  throw new Refusal('base64_decode_toarray()', 'bytes that are no UTF-8, or a text without its padding');
}

function encodeArray(array: Cell): string {
  if (array === null) return '';
  const isBytes = isArray(array) && array.every((each) => typeof each === 'bigint' && each >= 0n && each < 256n);
  const bytes = isBytes ? Buffer.from(array.map(Number)) : undefined;
  if (!bytes || utf8Text(bytes) === undefined)
    throw new Refusal('base64_encode_fromarray()', 'what is no array of the bytes of a UTF-8 text');
  return bytes.toString('base64');
}

/** A guid's first three groups are stored with their last byte first. */
const guidOrder = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15] as const;

function encodeGuid(guid: string): string {
  const bytes = Buffer.from(guid.replaceAll('-', ''), 'hex');
  return Buffer.from(guidOrder.map((place) => bytes[place] ?? 0)).toString('base64');
}

function decodeGuid(text: string): string | null {
  const bytes = decoded('base64_decode_toguid()', text);
  if (bytes?.length !== 16) return null;
  const hex = Buffer.from(guidOrder.map((place) => bytes[place] ?? 0)).toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** How the service compresses a text that can be made shorter is not known here; a short one it stores as it is. */
const longestStored = 40;

/** One block of deflate that holds the bytes as they are. */
function stored(what: string, text: string): { readonly bytes: Buffer; readonly block: Buffer } {
  const bytes = bytesOf(text);
  if (bytes.length > longestStored || bytes.length === 0) throw new Refusal(what, 'a text that is empty or long');
  const block = Buffer.alloc(5 + bytes.length);
  block.writeUInt8(1, 0);
  block.writeUInt16LE(bytes.length, 1);
  block.writeUInt16LE(bytes.length ^ 0xffff, 3);
  bytes.copy(block, 5);
  return { bytes, block };
}

function gzip(text: string): string {
  const { bytes, block } = stored('gzip_compress_to_base64_string()', text);
  const tail = Buffer.alloc(8);
  tail.writeUInt32LE(crc32(bytes), 0);
  tail.writeUInt32LE(bytes.length, 4);
  return Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]), block, tail]).toString('base64');
}

function zlib(text: string): string {
  const { bytes, block } = stored('zlib_compress_to_base64_string()', text);
  let [a, b] = [1, 0];
  for (const byte of bytes) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  const tail = Buffer.alloc(4);
  tail.writeUInt16BE(b, 0);
  tail.writeUInt16BE(a, 2);
  return Buffer.concat([Buffer.from([0x78, 0x01]), block, tail]).toString('base64');
}

/** A text is not unpacked beyond this many bytes. */
const longestUnpacked = 16 * 1024 * 1024;

/** The text that was packed; empty when the bytes are not packed that way, or no UTF-8. */
function unpacked(
  what: string,
  text: string,
  isPacked: (bytes: Buffer) => boolean,
  unpack: (bytes: Buffer, options: { readonly maxOutputLength: number }) => Buffer,
): string {
  const read = readBase64(text);
  const bytes = read === 'unpadded' ? Buffer.from(text, 'base64') : read;
  if (!bytes || !isPacked(bytes)) return '';
  if (read === 'unpadded') throw new Refusal(what, 'a base64 text without its padding');
  try {
    return utf8Text(unpack(bytes, { maxOutputLength: longestUnpacked })) ?? '';
  } catch (failure) {
    if (failure instanceof RangeError) throw new Refusal(what, 'a text too long');
    if (failure instanceof Error && 'errno' in failure) return '';
    throw failure;
  }
}

const encodeText = fn({ takes: ['string'], returns: 'string', run: (text) => bytesOf(text).toString('base64') });
const decodeRow = fn({ takes: ['string'], returns: 'string', run: decodeText });

/** Microsoft Learn: a page for each, as "base64_decode_tostring()", "gzip_decompress_from_base64_string()". */
export const base64: FunctionTable = {
  base64_decode_tostring: decodeRow,
  base64_decodestring: decodeRow,
  base64_encode_tostring: encodeText,
  base64_encodestring: encodeText,
  base64_decode_toarray: fn({ takes: ['string'], returns: 'dynamic', run: decodeArray }),
  base64_encode_fromarray: nullFn({ takes: ['dynamic'], returns: 'string', run: encodeArray }),
  base64_decode_toguid: fn({ takes: ['string'], returns: 'guid', run: decodeGuid }),
  base64_encode_fromguid: fn({ takes: ['guid'], returns: 'string', run: encodeGuid }),
  gzip_compress_to_base64_string: fn({ takes: ['string'], returns: 'string', run: gzip }),
  zlib_compress_to_base64_string: fn({ takes: ['string'], returns: 'string', run: zlib }),
  gzip_decompress_from_base64_string: fn({
    takes: ['string'],
    returns: 'string',
    // Flags, the fourth byte, are to be zero.
    run: (text) =>
      unpacked(
        'gzip_decompress_from_base64_string()',
        text,
        (bytes) => bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8 && bytes[3] === 0,
        gunzipSync,
      ),
  }),
  zlib_decompress_from_base64_string: fn({
    takes: ['string'],
    returns: 'string',
    // A window of 15 bits makes the first byte this one.
    run: (text) => unpacked('zlib_decompress_from_base64_string()', text, (bytes) => bytes[0] === 0x78, inflateSync),
  }),
};
