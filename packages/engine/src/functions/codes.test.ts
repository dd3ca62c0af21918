import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { resultOf } from '../evaluate.test-support.ts';
import { decodePunycode, encodePunycode } from '../values/punycode.ts';
import { xxhash64 } from '../values/xxhash64.ts';

const packed = gzipSync('contoso '.repeat(50)).toString('base64');

test.each([
  ['base64_decode_tostring("Y29udG9zbw==")', 'contoso'],
  ['base64_decode_tostring("/w==")', ''],
  ['base64_decode_tostring("no base64!")', '[]'],
  ['base64_decode_toarray("aGk=")', [104, 105]],
  ['base64_encode_fromarray(dynamic([104, 105]))', 'aGk='],
  ['base64_encode_fromguid(guid(01020304-0506-0708-090a-0b0c0d0e0f10))', 'BAMCAQYFCAcJCgsMDQ4PEA=='],
  ['base64_decode_toguid("BAMCAQYFCAcJCgsMDQ4PEA==")', '01020304-0506-0708-090a-0b0c0d0e0f10'],
  ['base64_decode_toguid("aGk=")', null],
  ['gzip_decompress_from_base64_string(gzip_compress_to_base64_string("contoso"))', 'contoso'],
  ['zlib_decompress_from_base64_string(zlib_compress_to_base64_string("contoso"))', 'contoso'],
  [`strlen(gzip_decompress_from_base64_string("${packed}"))`, 400],
  ['gzip_decompress_from_base64_string("aGk=")', ''],
  ['hash("contoso", 10)', Number(BigInt.asUintN(64, xxhash64(Buffer.from('contoso'))) % 10n)],
  ['hash_md5("contoso")', '86e03bbc5205a27079096070a088c6f8'],
  ['hash_sha1(datetime(2026-03-02)) == hash_sha1("2026-03-02T00:00:00.0000000Z")', true],
  ['punycode_from_string("bücher")', 'bcher-kva'],
  ['punycode_to_string("bcher-kva")', 'bücher'],
  ['punycode_to_string("bücher")', ''],
  ['punycode_domain_to_string("www.bücher。example")', 'www.xn--bcher-kva.example'],
  ['punycode_domain_from_string("www.xn--bcher-kva.example")', 'www.bücher.example'],
  ['url_encode("a b/ü")', 'a+b%2f%c3%bc'],
  ['url_encode_component("a b/😀")', 'a%20b%2f%f0%9f%98%80'],
  ['url_decode("a%20b%2F%c3%bc")', 'a b/ü'],
  ['isascii("ascii")', true],
  ['isascii("naïve")', false],
  ['isutf8("naïve")', true],
  ['make_string(72, 105)', 'Hi'],
  ['unicode_codepoints_to_string(72, 1114112)', ''],
  ['to_utf8("Hi")', [72, 105]],
  ['parse_url("https://contoso.example:8443/a/b?x=1#top").Port', '8443'],
  ['parse_url("contoso.example/a?x=1").Path', 'contoso.example/a'],
  ['parse_url("").Host', ''],
  ['parse_url("https://contoso.example/v1.0/users?$filter=id%20eq%20\'1\'&$top=5#a").Path', '/v1.0/users'],
  ['parse_url("https://contoso.example/users?q=a+b")["Host"]', 'contoso.example'],
  ['parse_urlquery("a=1&b=").["Query Parameters"]', { a: '1', b: '' }],
  ['parse_csv("a, \\"b,\\"\\"c\\"\\nd")', '[]'],
  ['parse_csv("a,\\"b,\\"\\"c\\",\\nd")', ['a', 'b,"c', '']],
  ['parse_command_line(@"run.exe ""C:\\x y\\\\"" a\\\\b """"", "windows")', ['run.exe', 'C:\\x y\\', 'a\\\\b', '']],
  ['parse_path(@"D:\\logs\\a.b.log").Extension', 'log'],
  ['parse_path("/var/log/syslog").DirectoryName', 'log'],
])('%s is %j', (expression, expected) => {
  const result = resultOf(expression);
  if (expected === '[]') expect(result).toContain('ENG102');
  else expect(result).toEqual(expected);
});

test.each([
  'base64_decode_tostring("aGk")',
  'gzip_compress_to_base64_string(strrep("a", 99))',
  'hash(1.5, 10)',
  'hash("x", 0)',
  'hash_md5(1.5)',
  'url_decode("100%")',
  'url_encode("~")',
  'parse_path("/etc")',
  'parse_url("mailto:ada@contoso.example")',
  'parse_url("https://contoso.example/?a=%20")',
  'tostring(parse_url("https://contoso.example/?a=%20"))',
  'parse_url("https://contoso.example/?a=%20")["Query Parameters"]',
  'bag_merge(parse_url("https://contoso.example/?a=%20"), dynamic({"b": 1})).Host',
  'parse_command_line("a", "posix")',
])('%s is refused', (expression) => {
  expect(JSON.stringify(resultOf(expression))).toContain('ENG102');
});

test.each([
  ['', -1205034819632174695n],
  ['a', -3292477735350538661n],
  ['Nobody inspects the spammish repetition', -302119147016844303n],
])('the xxHash of %j', (text, expected) => {
  expect(xxhash64(Buffer.from(text))).toBe(expected);
});

test('Punycode gives back what it took', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(decodePunycode(encodePunycode(text))).toBe(text);
    }),
  );
});
