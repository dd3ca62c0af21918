import fc from 'fast-check';
import { expect, test } from 'vitest';
import { resultOf } from '../evaluate.test-support.ts';
import { ipv4Text, ipv6Text, readIpv4, readIpv6 } from '../values/network.ts';

test.each([
  ['parse_ipv4("192.0.2.1/24")', 3221225984],
  ['parse_ipv4_mask("198.51.100.77", 24)', 3325256704],
  ['parse_ipv4_mask("198.51.100.77", 33)', null],
  ['parse_ipv4("2001:db8::1")', null],
  ['format_ipv4("192.0.2.77", 24)', '192.0.2.0'],
  ['format_ipv4("192.0.2.77/24")', '192.0.2.0'],
  ['format_ipv4(3221225985)', '192.0.2.1'],
  ['format_ipv4_mask("192.0.2.77/28", 32)', '192.0.2.64/28'],
  ['format_ipv4("192.0.2.77", -1)', ''],
  ['ipv4_compare("192.0.2.1", "192.0.2.9", 24)', 0],
  ['ipv4_compare("192.0.2.1", "192.0.2.9")', -1],
  ['ipv4_is_match("192.0.2.1/24", "192.0.2.255")', true],
  ['ipv4_is_private("10.1.2.3")', true],
  ['ipv4_is_private("198.51.100.7/24")', false],
  ['ipv4_is_in_range("192.0.2.77", "192.0.2.0/24")', true],
  ['ipv4_is_in_any_range("203.0.113.9", dynamic(["192.0.2.0/24", "203.0.113.0/28"]))', true],
  ['ipv4_is_in_any_range("203.0.113.99", "192.0.2.0/24", "203.0.113.0/28")', false],
  ['ipv4_is_in_range("no address", "192.0.2.0/24")', null],
  ['ipv4_netmask_suffix("192.0.2.0/26")', 26],
  [
    'ipv4_range_to_cidr_list("192.0.2.3", "192.0.2.16")',
    ['192.0.2.3/32', '192.0.2.4/30', '192.0.2.8/29', '192.0.2.16/32'],
  ],
  ['ipv4_range_to_cidr_list("0.0.0.0", "255.255.255.255")', ['0.0.0.0/0']],
  ['parse_ipv6("2001:db8::a")', '2001:0db8:0000:0000:0000:0000:0000:000a'],
  ['parse_ipv6("192.0.2.1/24")', '0000:0000:0000:0000:0000:ffff:c000:0200'],
  ['parse_ipv6("::192.0.2.1")', '0000:0000:0000:0000:0000:ffff:c000:0201'],
  ['parse_ipv6("2001:db8:::1")', ''],
  ['parse_ipv6_mask("2001:db8::ffff/120", 124)', '2001:0db8:0000:0000:0000:0000:0000:ff00'],
  ['parse_ipv6_mask("192.0.2.255", 120)', '0000:0000:0000:0000:0000:ffff:c000:0200'],
  ['ipv6_compare("192.0.2.1", "::ffff:c000:201")', 0],
  ['ipv6_compare("2001:db8::2", "2001:db8::1")', 1],
  ['ipv6_is_match("2001:db8::1", "2001:db8::2", 126)', true],
  ['ipv6_is_in_range("2001:db8:1::7", "2001:db8::/32")', true],
  ['ipv4_is_in_any_range("203.0.113.9", dynamic(["2001:db8::/32", "203.0.113.0/28"]))', true],
  ['ipv4_is_in_any_range("198.51.100.9", dynamic(["2001:db8::/32", "203.0.113.0/28"]))', false],
  ['ipv6_is_in_any_range("2001:db9::1", dynamic(["2001:db8::/32", "2001:db9::/48"]))', true],
  ['has_ipv4("from 192.0.2.1, port 1", "192.0.2.1")', true],
  ['has_ipv4("from192.0.2.1", "192.0.2.1")', false],
  ['has_ipv4("192.0.2.11", "192.0.2.1")', false],
  ['has_ipv4("192.0.2.256", "192.0.2.256")', false],
  ['has_ipv4_prefix("src=198.51.100.9", "198.51.")', true],
  ['has_ipv4_prefix("src=198.51.100.9", "198.51")', false],
  ['has_any_ipv4("a 203.0.113.5 b", "192.0.2.1", "203.0.113.5")', true],
  ['has_any_ipv4_prefix("a 203.0.113.5 b", dynamic(["10.", "192."]))', false],
])('%s is %j', (expression, expected) => {
  expect(resultOf(expression)).toEqual(expected);
});

test.each([
  'parse_ipv4("192.0.02.1")',
  'parse_ipv4("192.0.2")',
  'ipv4_is_in_range("192.0.0.0/16", "192.0.2.0/24")',
  'ipv4_is_in_any_range("192.0.2.1", "192.0.2.0/24", "nothing")',
  'ipv6_compare("192.0.2.1", "198.51.100.1", 24)',
  'parse_ipv6_mask("192.0.2.1", 24)',
  'has_ipv4("release 1.192.0.2.1", "192.0.2.1")',
  'ipv4_range_to_cidr_list("192.0.2.9", "192.0.2.1")',
])('%s is refused', (expression) => {
  expect(resultOf(expression)).toContain('ENG102');
});

test('what is written is read again', () => {
  fc.assert(
    fc.property(fc.ipV4(), fc.ipV6(), (four, six) => {
      expect(ipv4Text(readIpv4(four)?.address ?? -1)).toBe(four);
      const read = readIpv6(six);
      if (read) expect(readIpv6(ipv6Text(read.address))?.address).toBe(read.address);
    }),
  );
});

test.each([
  ['192.0.2.300', undefined],
  ['192.0.2.1/33', undefined],
  ['192.0.2.1.5', undefined],
  ['192.0.2.1:80', undefined],
  ['192.0.2.1/', undefined],
  ['', undefined],
  ['192..2.1', undefined],
  ['1920.0.2.1', undefined],
  ['192.0.2.1/8', { address: 3221225985, bits: 8 }],
  ['0.0.0.0', { address: 0, bits: 32 }],
])('%j is read as %j', (text, expected) => {
  expect(readIpv4(text)).toEqual(expected);
});

test.each(['192.0.2', '7', ' 192.0.2.1', '192.0.2.01', '00.0.2.1'])('%j is refused', (text) => {
  expect(() => readIpv4(text)).toThrow('a form that is not read here');
});
