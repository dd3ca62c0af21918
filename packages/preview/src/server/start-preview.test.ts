import { request } from 'node:http';
import { afterAll, describe, expect, test } from 'vitest';
import { fixtureHost } from '../fixture.test-support.ts';
import { startPreview } from './start-preview.ts';

const preview = await startPreview(fixtureHost(), 0);
const port = Number(new URL(preview.url).port);
afterAll(() => preview.close());

interface Asked {
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** fetch() would not let a test lie about its host. */
function ask({ path = '/', method = 'GET', headers = {}, body }: Asked): Promise<{
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      let text = '';
      response.on('data', (part) => {
        text += part;
      });
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body: text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const json = { 'content-type': 'application/json' };
const question = {
  slug: 'sign-in-logs',
  key: 'tabs/0/items/1',
  choices: { TimeRange: { duration: 'P1D' }, App: ['*'], Outcome: 'all' },
};

test('the page runs nothing but its own scripts and styles', async () => {
  const { status, headers, body } = await ask({});
  expect(status).toBe(200);
  expect(headers['content-security-policy']).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  );
  expect(body).not.toMatch(/<script(?! src)|<style|style=|https?:/);
});

test.each([
  ['another name for this machine', { headers: { host: 'contoso.example' } }, 421],
  ['another port', { headers: { host: '127.0.0.1:1' } }, 421],
  ['a page from elsewhere', { path: '/data/site.json', headers: { origin: 'https://contoso.example' } }, 421],
  ['no such path', { path: '/assets/../package.json' }, 404],
  ['no such category', { path: '/data/nothing.json' }, 404],
  ['another method', { path: '/answer' }, 405],
  ['a question as a form sends it', { path: '/answer', method: 'POST', body: JSON.stringify(question) }, 400],
  ['a question that is no JSON', { path: '/answer', method: 'POST', headers: json, body: '{' }, 400],
  ['a question without a key', { path: '/answer', method: 'POST', headers: json, body: '{"slug":"x"}' }, 400],
  [
    'choices of another form',
    { path: '/answer', method: 'POST', headers: json, body: JSON.stringify({ ...question, choices: { App: 7 } }) },
    400,
  ],
  [
    'a question that is too long',
    { path: '/answer', method: 'POST', headers: json, body: `"${'x'.repeat(300_000)}"` },
    400,
  ],
  [
    'a part that is not there',
    { path: '/answer', method: 'POST', headers: json, body: JSON.stringify({ ...question, key: 'x' }) },
    404,
  ],
])('%s is refused', async (_, asked, expected) => {
  expect((await ask(asked)).status).toBe(expected);
});

describe('what the page asks for', () => {
  test('the answer of a tile', async () => {
    const { status, body } = await ask({
      path: '/answer',
      method: 'POST',
      headers: json,
      body: JSON.stringify(question),
    });
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ title: 'Sign-ins', rows: [[96]], problems: [] });
  });

  test.each([
    ['/data/site.json', '"categories"'],
    ['/data/sign-in-logs.json', '"reads"'],
    ['/data/sign-in-logs/rules.json', '"spray"'],
    ['/data/sign-in-logs/cases.json', '"passed"'],
    ['/data/sign-in-logs/problems.json', '"WB301"'],
    ['/assets/app.js', 'picketData'],
    ['/assets/charts.js', 'picketCharts'],
    ['/assets/style.css', '--ink'],
  ])('%s', async (path, part) => {
    const { status, body } = await ask({ path });
    expect([status, body.includes(part)]).toEqual([200, true]);
  });
});

test('pages are told of a change', async () => {
  const told = new Promise<string>((resolve) => {
    const listening = request({ host: '127.0.0.1', port, path: '/changes' }, (response) => {
      let text = '';
      response.on('data', (part) => {
        if (text === '') preview.changed();
        text += part;
        if (!text.includes('event: changed')) return;
        listening.destroy();
        resolve(text);
      });
    });
    listening.on('error', () => undefined);
    listening.end();
  });
  expect(await told).toContain('event: changed');
});

test('PRE101: a port that is taken', async () => {
  await expect(startPreview(fixtureHost(), port)).rejects.toMatchObject({ problem: { code: 'PRE101' } });
});
