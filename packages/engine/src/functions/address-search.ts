import { type Cell, isArray } from '../values/cell.ts';
import { Refusal } from '../values/refusal.ts';
import { type FunctionRow, type FunctionTable, fn } from './blueprint.ts';

const chain = /(?<![\p{L}\p{N}])\d+(?:\.\d+){3,}(?![\p{L}\p{N}])/gu;
const addressForm = /^\d{1,3}(\.\d{1,3}){3}$/;
const prefixForm = /^(\d{1,3}\.){1,3}$/;

const areOctets = (text: string): boolean =>
  text
    .split('.')
    .filter((part) => part !== '')
    .every((part) => Number(part) <= 255);

/**
 * True when an address that meets the test stands in the text between characters that are neither letters nor digits.
 * One in a longer chain of numbers and dots is refused: whether it counts is not documented.
 */
function hasAddress(text: string, fits: (address: string) => boolean): boolean {
  for (const [found] of text.matchAll(chain)) {
    const parts = found.split('.');
    for (let at = 0; at + 4 <= parts.length; at++) {
      const address = parts.slice(at, at + 4).join('.');
      if (!areOctets(address) || !fits(address)) continue;
      if (parts.length > 4) throw new Refusal('has_ipv4()', `'${address}' within a longer chain of numbers`);
      return true;
    }
  }
  return false;
}

function hasIpv4(text: string, sought: string): boolean {
  if (!addressForm.test(sought) || !areOctets(sought)) return false;
  return hasAddress(text, (address) => address === sought);
}

/** A prefix is a whole address, or its first parts with a dot behind each. */
function hasPrefix(text: string, prefix: string): boolean {
  if (addressForm.test(prefix)) return hasIpv4(text, prefix);
  if (!prefixForm.test(prefix) || !areOctets(prefix)) return false;
  return hasAddress(text, (address) => address.startsWith(prefix));
}

function sought(what: string, values: readonly Cell[]): readonly string[] {
  return values
    .flatMap((value) => (isArray(value) ? value : [value]))
    .map((value) => {
      if (typeof value !== 'string') throw new Refusal(what, 'an address that is no text');
      return value;
    });
}

const one = (test: (text: string, value: string) => boolean): FunctionRow =>
  fn({ takes: ['text', 'string'], returns: 'bool', run: test });
const anyAmong = (what: string, test: (text: string, value: string) => boolean): FunctionRow =>
  fn({
    takes: ['text'],
    rest: 'value',
    returns: 'bool',
    run: (text, ...values) => sought(what, values).some((value) => test(text, value)),
  });

/** Addresses in a text. Microsoft Learn: a page for each, as "has_ipv4()". */
export const addressSearch: FunctionTable = {
  has_ipv4: one(hasIpv4),
  has_ipv4_prefix: one(hasPrefix),
  has_any_ipv4: anyAmong('has_any_ipv4()', hasIpv4),
  has_any_ipv4_prefix: anyAmong('has_any_ipv4_prefix()', hasPrefix),
};
