import { describe, expect, test } from 'vitest';
import { realThings } from './invented-data.ts';

const found = (text: string, column = 'Column'): readonly string[] =>
  realThings(text, column).map(({ kind, text: part, start, end }) => {
    expect(text.includes('{n') || text.slice(start, end) === part).toBe(true);
    return `${kind} ${part}`;
  });

describe('could belong to somebody', () => {
  test.each<[string, readonly string[]]>([
    ['ava@contoso.com', ['domain contoso.com']],
    ['ava_gmail.com#EXT#@contoso.onmicrosoft.com', []],
    ['ava_contoso.com#EXT#@acme.onmicrosoft.com', ['domain acme.onmicrosoft.com']],
    ['user{n}@somebody.de', ['domain somebody.de']],
    ['mail to ava@somebody.org and ben@contoso.example', ['domain somebody.org']],
    ['somebody.net', ['domain somebody.net']],
    ['https://portal.somebody.io/callback', ['domain portal.somebody.io']],
    ['admin@microsoft.com', ['domain microsoft.com']],
    ['https://acme.sharepoint.com/sites/a', ['domain acme.sharepoint.com']],
    ['8.8.8.8', ['address 8.8.8.8']],
    ['from 8.8.8.8:443', ['address 8.8.8.8']],
    ['https://8.8.8.8/', ['address 8.8.8.8']],
    ['8.8.4.0/24', ['address 8.8.4.0']],
    ['172.32.0.1', ['address 172.32.0.1']],
    ['8.8.8.{n}', ['address 8.8.8.1']],
    ['2603:1026::1', ['address 2603:1026::1']],
    ['2a01:111:f400:7c00:0:0:0:1', ['address 2a01:111:f400:7c00:0:0:0:1']],
    ['+49 30 901820', ['phone +49 30 901820']],
    ['+1 425-882-8080', ['phone +1 425-882-8080']],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  test('a telephone number by its column', () => {
    expect(found('4258828080', 'mobilePhone')).toEqual(['phone 4258828080']);
    expect(found('4258828080', 'CorrelationId')).toEqual([]);
  });
});

describe('belongs to nobody', () => {
  test.each([
    'ava@contoso.example',
    'user{n:4}@fabrikam.example',
    'sync@contoso-lab.onmicrosoft.com',
    'https://contoso.sharepoint.com/sites/a',
    'https://contoso-my.sharepoint.com/personal/ava',
    'somebody.example.com',
    'https://login.microsoftonline.com/common/oauth2',
    'https://graph.microsoft.com/v1.0/users?$filter=x',
    'graph.microsoft.com',
    'Microsoft.Graph',
    'contoso.sync',
    '203.0.113.7',
    '198.51.100.{n}',
    '10.1.2.3',
    '172.31.255.255',
    '192.168.0.0/16',
    '0.0.0.0/0',
    '2001:db8::7',
    '2001:0db8:0:0:0:0:0:7',
    'fe80::1',
    'fd00::1',
    '::1',
    '::ffff:203.0.113.7',
    '2026-03-02T10:00:00Z',
    '10:00:00',
    '00:1a:2b:3c:4d:5e',
    'Mozilla/5.0 (Windows NT 10.0) Chrome/120.0.0.0 Safari/537.36',
    '1.2.3',
    '00000000-0000-4000-8000-000000000001',
    '+1 425-555-0142',
    '+44 7700 900123',
    '+X XXXXXXXX12',
    '+1 XXXXXXX42',
    'arn:aws:iam::123456789012:role/x',
  ])('%s', (text) => {
    expect(found(text)).toEqual([]);
  });

  test('a version by its column', () => {
    expect(found('16.0.1.2', 'AppVersion')).toEqual([]);
  });
});
