import { request } from 'node:http';
import { networkInterfaces } from 'node:os';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { servePage } from '../../src/playground/web/server.ts';
import { standIn } from '../support/bot.ts';

async function setUp() {
  const discord = await standIn();
  const page = await servePage({ standIn: discord, desk: null, port: 0 });
  onTestFinished(() => page.close());
  return { discord, url: new URL(page.url) };
}

interface Answer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly text: string;
}

/** fetch does not let a program write Host and Origin. */
function ask(url: URL, path: string, headers: Record<string, string> = {}, method = 'GET', body = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(new URL(path, url), { method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const JSON_BODY = { 'content-type': 'application/json' };
const act = (url: URL, headers: Record<string, string>) =>
  ask(url, '/do/reset', { ...JSON_BODY, ...headers }, 'POST', '{}');

test('only by its own two names: one that was bound to this machine to get here is refused', async () => {
  const { url } = await setUp();
  for (const host of [url.host, `localhost:${url.port}`]) expect((await ask(url, '/', { host })).status).toBe(200);
  for (const host of ['evil.example', `evil.example:${url.port}`, '127.0.0.1', `0.0.0.0:${url.port}`])
    for (const path of ['/', '/events', '/main.js']) expect((await ask(url, path, { host })).status).toBe(403);
});

test('no other page can act, follow or look inside', async () => {
  const { url } = await setUp();
  const own = { origin: url.origin };
  expect((await act(url, own)).status).toBe(200);
  for (const origin of ['https://evil.example', 'null', `http://localhost:${url.port}`, `${url.origin}.evil.example`])
    expect((await act(url, { origin })).status).toBe(403);
  expect((await act(url, {})).status).toBe(403);
  expect((await act(url, { ...own, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  // what a form or a script of another page can send without asking first
  expect((await act(url, { ...own, 'content-type': 'text/plain' })).status).toBe(415);
  expect((await ask(url, '/events', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  expect((await ask(url, '/events', { origin: 'https://evil.example' })).status).toBe(403);
  const answer = await ask(url, '/', { origin: url.origin });
  expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
});

test('only this machine reaches it', async () => {
  const { url } = await setUp();
  const others = Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal);
  for (const { address } of others) {
    const outside = new URL(`http://${address}:${url.port}/`);
    await expect(ask(outside, '/', { host: url.host })).rejects.toThrow(/ECONNREFUSED/);
  }
  expect(url.hostname).toBe('127.0.0.1');
});

test('a page cannot open the gateway, not even with the token', async () => {
  const { discord } = await setUp();
  const gateway = discord.apiUrl.replace(/^http(.*)\/api$/, 'ws$1/?v=10&encoding=json');
  const opens = (options: object) =>
    new Promise((resolve) => {
      const socket = new WebSocket(gateway, options);
      socket.on('open', () => {
        socket.close();
        resolve(true);
      });
      socket.on('error', () => resolve(false));
    });
  expect(await opens({})).toBe(true);
  expect(await opens({ origin: 'https://evil.example' })).toBe(false);
});

test('a strict policy on every answer: nothing from elsewhere, nothing inline, no text taken for HTML', async () => {
  const { url } = await setUp();
  for (const path of ['/', '/main.js', '/style.css', '/nowhere']) {
    const { headers } = await ask(url, path);
    expect(headers['content-security-policy']).toMatch(/^default-src 'self';/);
    expect(headers['content-security-policy']).toContain("require-trusted-types-for 'script'");
    expect(headers['content-security-policy']).not.toMatch(/unsafe|https?:|data:|\*/);
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
  }
  const html = (await ask(url, '/')).text;
  expect(html).not.toMatch(/<script(?![^>]*src="\/)|<style|style=|\son\w+=|https?:/);
});

test('everything comes from here, and the script is small', async () => {
  const { url } = await setUp();
  const script = (await ask(url, '/main.js')).text;
  expect(Buffer.byteLength(script)).toBeLessThan(500_000);
  expect(script).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function/);
  const style = (await ask(url, '/style.css')).text;
  const addresses = [...style.matchAll(/url\(([^)]+)\)/g)].map(([, address = '']) => address.replaceAll('"', ''));
  expect(addresses.length).toBeGreaterThan(0);
  for (const address of addresses) expect((await ask(url, address)).headers['content-type']).toMatch(/^font\/woff2?$/);
});

test.each([
  ['no JSON', '{', 200],
  ['the wrong shape', '{"id":7}', 200],
  ['too much', `{"id":"${'x'.repeat(200_000)}"}`, 413],
])('a body that is %s is answered with what is wrong', async (_, body, status) => {
  const { url } = await setUp();
  const answer = await ask(url, '/do/withdraw', { ...JSON_BODY, origin: url.origin }, 'POST', body);
  expect(answer.status).toBe(status);
  if (status === 200) expect(JSON.parse(answer.text)).toMatchObject({ error: 'refused' });
});

test('what is not there is not found', async () => {
  const { url } = await setUp();
  expect((await ask(url, '/../package.json')).status).toBe(404);
  expect((await ask(url, '/do/nothing', { ...JSON_BODY, origin: url.origin }, 'POST', '{}')).status).toBe(404);
});
