import { expect, test } from 'vitest';
import { resultOf } from '../evaluate.test-support.ts';

test.each([
  ['<host/>', { host: null }],
  ['<host>alpha</host>', { host: 'alpha' }],
  ['<host role="web" />', { host: { '@role': 'web' } }],
  ['<host role="web">alpha</host>', { host: { '@role': 'web', '#text': 'alpha' } }],
  ['<hosts> <a>x</a> <b>y</b> <a>z</a> </hosts>', { hosts: { a: ['x', 'z'], b: 'y' } }],
  ['<hosts> all <a>x</a> </hosts>', { hosts: { '#text': 'all', a: 'x' } }],
  [
    '<?xml version="1.0"?><e><Data Name="User">contoso&amp;co</Data></e>',
    { e: { Data: { '@Name': 'User', '#text': 'contoso&co' } } },
  ],
  ['<host>', null],
  ['host', null],
])('%s is %j', (xml, expected) => {
  expect(resultOf(`parse_xml('${xml}')`)).toEqual(expected);
});

test.each([
  '<n>5</n>',
  '<n v="1.0"/>',
  '<n>true</n>',
  '<n></n>',
  '<n> a </n>',
  '<n>a<b/>c</n>',
  '<n><![CDATA[a]]></n>',
])('%s is refused', (xml) => {
  expect(resultOf(`parse_xml('${xml}')`)).toContain('ENG102');
});

test.each([
  ['around(5, 3, 2)', true],
  ['around(5.5, 3.0, 2.0)', false],
  ['around(datetime(2026-03-02), datetime(2026-03-03), 1d)', true],
  ['around(1h, 3h, 1h)', false],
  ['around(long(null), 3, 2)', null],
])('%s is %j', (expression, expected) => {
  expect(resultOf(expression)).toEqual(expected);
});
