import { decodePunycode, encodePunycode } from '../values/punycode.ts';
import { Refusal } from '../values/refusal.ts';
import { utf8Text } from '../values/utf8.ts';
import { type FunctionTable, fn } from './blueprint.ts';

const ascii = /^[\0-\x7f]*$/;
const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** Escapes in lower case. Characters that encoders treat differently are refused. */
function encodeUrl(what: string, text: string): string {
  if (loneSurrogate.test(text) || /[!'()*~]/.test(text))
    throw new Refusal(what, 'characters that encoders treat differently');
  return encodeURIComponent(text).replace(/%[\dA-F]{2}/g, (escaped) => escaped.toLowerCase());
}

function decodeUrl(text: string): string {
  if (/%(?![\da-f]{2})|\+/i.test(text)) throw new Refusal('url_decode()', 'a percent or plus sign that is no escape');
  return text.replace(/(?:%[\da-f]{2})+/gi, (escapes) => {
    const read = utf8Text(Buffer.from(escapes.replaceAll('%', ''), 'hex'));
    if (read === undefined) throw new Refusal('url_decode()', 'escapes that are no UTF-8');
    return read;
  });
}

/** Labels that are not ASCII, each with `xn--`. */
function encodeDomain(domain: string): string {
  const labels = domain.split(/[.\u3002\uff0e\uff61]/);
  return labels.map((label) => (ascii.test(label) ? label : `xn--${encodePunycode(label)}`)).join('.');
}

function decodeDomain(domain: string): string {
  const labels = domain.split('.').map((label) => {
    if (/^xn--/i.test(label) && !label.startsWith('xn--'))
      throw new Refusal('punycode_domain_from_string()', 'xn-- in capital letters');
    return label.startsWith('xn--') ? decodePunycode(label.slice(4)) : label;
  });
  return labels.includes(undefined) ? '' : labels.join('.');
}

const text = (run: (text: string) => string) => fn({ takes: ['string'], returns: 'string', run });

/** Forms of text that travels in URLs and domain names. Microsoft Learn: a page for each, as "url_encode()". */
export const webText: FunctionTable = {
  url_encode: text((value) => encodeUrl('url_encode()', value).replaceAll('%20', '+')),
  url_encode_component: text((value) => encodeUrl('url_encode_component()', value)),
  url_decode: text(decodeUrl),
  punycode_from_string: text(encodePunycode),
  punycode_to_string: text((value) => decodePunycode(value) ?? ''),
  punycode_domain_to_string: text(encodeDomain),
  punycode_domain_from_string: text(decodeDomain),
  isascii: fn({ takes: ['text'], returns: 'bool', run: (value) => ascii.test(value) }),
  isutf8: fn({
    takes: ['text'],
    returns: 'bool',
    run: (value) => {
      if (loneSurrogate.test(value)) throw new Refusal('isutf8()', 'half of a surrogate pair');
      return true;
    },
  }),
};
