import { createHash } from 'node:crypto';
import type { Bag, Cell } from '../values/cell.ts';
import { Refusal } from '../values/refusal.ts';
import { bagOf, type FunctionRow, type FunctionTable, fn } from './blueprint.ts';

/** Bytes as text, when they are UTF-8. */
function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (failure) {
    if (failure instanceof TypeError) return undefined;
    throw failure;
  }
}

const decodeBase64 = fn({
  takes: ['string'],
  returns: 'string',
  run: (text) => {
    if (text === '') return '';
    if (!/^[A-Za-z\d+/]+={0,2}$/.test(text) || text.length % 4 !== 0)
      throw new Refusal('base64_decode_tostring()', 'a text that is no base64');
    const decoded = utf8(Buffer.from(text, 'base64'));
    if (decoded === undefined) throw new Refusal('base64_decode_tostring()', 'bytes that are no UTF-8');
    return decoded;
  },
});
const encodeBase64 = fn({
  takes: ['string'],
  returns: 'string',
  run: (text) => Buffer.from(text, 'utf8').toString('base64'),
});

function encodeUrl(text: string): string {
  if (/[\uD800-\uDFFF]/.test(text)) throw new Refusal('url_encode_component()', 'characters beyond U+FFFF');
  if (/[!'()*~]/.test(text)) throw new Refusal('url_encode_component()', 'characters that encoders treat differently');
  return encodeURIComponent(text).replace(/%[\dA-F]{2}/g, (escaped) => escaped.toLowerCase());
}

function decodeUrl(text: string): string {
  if (/%(?![\da-f]{2})|\+/i.test(text)) throw new Refusal('url_decode()', 'a percent or plus sign that is no escape');
  const bytes = Buffer.from(
    text.replace(/%([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
  const decoded = [...text].every((character) => character.charCodeAt(0) < 128) ? utf8(bytes) : undefined;
  if (decoded === undefined) throw new Refusal('url_decode()', 'escapes that are no UTF-8');
  return decoded;
}

const urlForm =
  /^([A-Za-z][A-Za-z\d+.-]*):\/\/(?:([^:@/?#]*)(?::([^@/?#]*))?@)?([A-Za-z\d._-]+)(?::(\d+))?(\/[^?#]*)?(?:\?([^#]*))?(?:#(.*))?$/;

/** The parts of an absolute URL; a text in another form, or with escapes in its query, is refused. */
function parseUrl(text: string): Bag {
  const match = urlForm.exec(text);
  const [, scheme = '', user = '', password = '', host = '', port = '', path = '', query = '', fragment = ''] =
    match ?? [];
  const pairs = query.split('&').flatMap((pair): readonly (readonly [string, Cell])[] => {
    const [name = '', value, ...more] = pair.split('=');
    if (query === '') return [];
    if (name === '' || value === undefined || more.length > 0)
      throw new Refusal('parse_url()', 'a query that is not of names and values');
    return [[name, value]];
  });
  if (!match || /[%+]/.test(query) || new Set(pairs.map(([name]) => name)).size < pairs.length) {
    throw new Refusal('parse_url()', 'a text that is no plain absolute URL');
  }
  return bagOf([
    ['Scheme', scheme],
    ['Host', host],
    ['Port', port],
    ['Path', path],
    ['Username', user],
    ['Password', password],
    ['Query Parameters', bagOf(pairs)],
    ['Fragment', fragment],
  ]);
}

const hash = (algorithm: 'sha256' | 'sha1' | 'md5'): FunctionRow =>
  fn({ takes: ['string'], returns: 'string', run: (text) => createHash(algorithm).update(text, 'utf8').digest('hex') });

/** Microsoft Learn: a page for each, as "base64_decode_tostring()", "hash_sha256()". */
export const encoding: FunctionTable = {
  base64_decode_tostring: decodeBase64,
  base64_decodestring: decodeBase64,
  base64_encode_tostring: encodeBase64,
  base64_encodestring: encodeBase64,
  url_encode_component: fn({ takes: ['string'], returns: 'string', run: encodeUrl }),
  url_decode: fn({ takes: ['string'], returns: 'string', run: decodeUrl }),
  parse_url: fn({ takes: ['string'], returns: 'dynamic', run: parseUrl }),
  hash_sha256: hash('sha256'),
  hash_sha1: hash('sha1'),
  hash_md5: hash('md5'),
};
