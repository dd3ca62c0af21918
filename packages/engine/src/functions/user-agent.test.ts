import { expect, test } from 'vitest';
import { resultOf } from '../evaluate.test-support.ts';

const edge =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.2592.87';
const phone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1';

const browser = (family: string, major = '', minor = '', patch = '') => ({
  Browser: { Family: family, MajorVersion: major, MinorVersion: minor, Patch: patch },
});
const system = (family: string, major = '', minor = '', patch = '') => ({
  OperatingSystem: { Family: family, MajorVersion: major, MinorVersion: minor, Patch: patch, PatchMinor: '' },
});
const device = (family: string, brand = '', model = '') => ({ Device: { Family: family, Brand: brand, Model: model } });

test.each([
  [`parse_user_agent("${edge}", "browser")`, browser('Edge', '126', '0', '2592')],
  [`parse_user_agent("${edge}", "os")`, system('Windows', '10')],
  [`parse_user_agent("${edge}", "device")`, device('Other')],
  [
    `parse_user_agent("${phone}", dynamic(["device", "browser", "os"]))`,
    {
      ...browser('Mobile Safari', '17', '5'),
      ...system('iOS', '17', '5', '1'),
      ...device('iPhone', 'Apple', 'iPhone'),
    },
  ],
  ['parse_user_agent("contoso-agent", dynamic(["browser", "os"]))', { ...browser('Other'), ...system('Other') }],
  ['parse_user_agent("", "browser").Browser.Family', 'Other'],
  ['parse_user_agent("Kontošo/1.0 Firefox/126.0", "browser").Browser.Family', 'Firefox'],
])('%s', (expression, expected) => {
  expect(resultOf(expression)).toEqual(expected);
});

test.each([
  ['parse_user_agent("contoso", "engine")', 'other to look for'],
  ['parse_user_agent("contoso", dynamic([]))', 'other to look for'],
  ['parse_user_agent("Opera\\n1", "os")', 'several lines'],
])('refused: %s', (expression, why) => {
  expect(resultOf(expression)).toContain(why);
});
