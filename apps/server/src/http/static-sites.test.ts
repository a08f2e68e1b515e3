import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installation } from '../testing.ts';

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
});
afterAll(() => home.close());

const get = (path: string) => home.request('GET', path);

/** The sources that a content security policy allows for one kind of thing. */
function sources(policy: string | null, directive: string): string[] {
  const found = policy?.split(';').find((each) => each.startsWith(`${directive} `));
  return found?.split(' ').slice(1) ?? [];
}

describe('the console', () => {
  it.each([
    '/',
    '/sign-in',
    '/no-account',
    '/play',
    '/dashboard',
    '/dashboard/settings/webhooks',
    `/dashboard/settings/webhooks/wh_1/edit?tab=1`,
  ])('is what a deep link to %s opens, never from a cache', async (path) => {
    const answer = await get(path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(/^text\/html/);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('etag') ?? answer.headers.get('last-modified')).toBeNull();
    expect(answer.text).toContain('<div id="root">');
  });

  it.each(['/no-such-page', '/sign-in/other', '/dashboards'])(
    'says itself that there is nothing at %s',
    async (path) => {
      const answer = await get(path);
      expect(answer.status).toBe(404);
      expect(answer.text).toContain('<div id="root">');
    },
  );

  it('is made of files that stay in the cache for good', async () => {
    const asset = /\/assets\/[\w.-]+\.js/.exec((await get('/sign-in')).text)?.[0];
    const answer = await get(asset ?? 'missing');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });

  it('is no answer to what is not reading', async () => {
    expect((await home.request('POST', '/dashboard')).status).toBe(404);
  });
});

it('is never the answer for a file that is not there', async () => {
  const answer = await get('/assets/gone-123.js');
  expect(answer.status).toBe(404);
  expect(answer.text).not.toContain('<div id="root">');
});

it.each([
  '/..%2f..%2fpackage.json',
  '/assets/..%2f..%2f..%2fpackage.json',
  '/docs/..%2f..%2fpackage.json',
  '/%2e%2e/package.json',
])('gives no file from outside the sites: %s', async (path) => {
  const answer = await get(path);
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.text).not.toContain('"private"');
});

it('lets the page of each answer write style elements by a nonce of its own, and nothing else', async () => {
  const answers = [await get('/sign-in'), await get('/dashboard'), await get('/no-such-page')];
  const nonces = answers.map(({ headers, text }) => {
    const nonce = /<meta property="csp-nonce" nonce="([\w+/=]{24})"/.exec(text)?.[1];
    expect(sources(headers.get('content-security-policy'), 'style-src')).toEqual([
      "'self'",
      `'nonce-${nonce}'`,
    ]);
    expect(text).not.toContain('__STYLE_NONCE__');
    return nonce;
  });
  expect(new Set(nonces).size).toBe(answers.length);
  expect(sources(answers[0]!.headers.get('content-security-policy'), 'style-src-attr')).toEqual([]);
});

it('never hands out the page without its nonce', async () => {
  for (const path of ['/index.html', '/%69ndex.html', '/assets/../index.html']) {
    expect((await get(path)).text).not.toContain('__STYLE_NONCE__');
  }
});

it('answers HEAD as GET, without the page', async () => {
  const { status, headers, text } = await home.request('HEAD', '/sign-in');
  expect([status, text]).toEqual([200, '']);
  expect(headers.get('content-security-policy')).toContain("'nonce-");
});

it('allows the console its own scripts alone: none in the page, no eval, no frames around it', async () => {
  const { headers } = await get('/sign-in');
  const policy = headers.get('content-security-policy');
  expect(sources(policy, 'default-src')).toEqual(["'self'"]);
  expect(sources(policy, 'script-src')).toEqual(["'self'"]);
  expect(sources(policy, 'object-src')).toEqual(["'none'"]);
  expect(sources(policy, 'frame-ancestors')).toEqual(["'none'"]);
  expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|upgrade-insecure-requests/);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('strict-transport-security')).toBeNull();
});

describe('the documentation', () => {
  it.each(['/docs/', '/docs/quickstart/', '/docs/filters/'])(
    'may run the scripts that were built into %s, no others, and its search',
    async (path) => {
      const { headers, text } = await get(path);
      const allowed = sources(headers.get('content-security-policy'), 'script-src');
      const inline = [...text.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(
        ([, script]) => `'sha256-${createHash('sha256').update(script!).digest('base64')}'`,
      );
      expect(inline.length).toBeGreaterThan(0);
      expect(new Set(allowed)).toEqual(new Set(["'self'", "'wasm-unsafe-eval'", ...inline]));
      expect(sources(headers.get('content-security-policy'), 'frame-ancestors')).toEqual(["'none'"]);
    },
  );

  it.each(['/docs/', '/docs/rest-api/', '/docs/event-types/'])(
    'may have the style elements that were built into %s, no others, and style attributes',
    async (path) => {
      const { headers, text } = await get(path);
      const policy = headers.get('content-security-policy');
      const inline = [...text.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)].map(
        ([, style]) => `'sha256-${createHash('sha256').update(style!).digest('base64')}'`,
      );
      expect(new Set(sources(policy, 'style-src'))).toEqual(new Set(["'self'", ...inline]));
      expect(sources(policy, 'style-src-attr')).toEqual(["'unsafe-inline'"]);
    },
  );

  it('lists its pages for those who read text, also from the root', async () => {
    const answer = await get('/llms.txt');
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toBe('/docs/llms.txt');
    const { headers, text } = await get('/docs/llms.txt');
    expect(headers.get('content-type')).toMatch(/^text\/plain/);
    expect(text).toContain('- [Quickstart](/docs/quickstart/): Five steps');
    expect(text).toContain('(/docs/event-types/email.opened/)');
    expect(text).toContain('(/docs/objects/subscriber/)');
    expect(text.indexOf('## Optional')).toBeLessThan(text.indexOf('(/docs/internals/architecture/)'));
  });

  it.each(['/docs/no-such-page', '/docs/no-such-folder/page/', '/docs/_astro/gone.js'])(
    'says itself that there is nothing at %s, with its search, and not by the console',
    async (path) => {
      const { status, headers, text } = await get(path);
      expect(status).toBe(404);
      expect(headers.get('content-type')).toMatch(/^text\/html/);
      expect(text).toContain('<site-search');
      expect(text).not.toContain('<div id="root">');
      const scripts = [...text.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)];
      const allowed = sources(headers.get('content-security-policy'), 'script-src');
      for (const [, script] of scripts)
        expect(allowed).toContain(`'sha256-${createHash('sha256').update(script!).digest('base64')}'`);
    },
  );

  it('is searched for how to use Tidings, and not for why it is built as it is', async () => {
    const isSearched = async (path: string) => (await get(path)).text.includes('data-pagefind-body');
    expect(await isSearched('/docs/quickstart/')).toBe(true);
    expect(await isSearched('/docs/internals/decisions/0003-queue-in-postgres/')).toBe(false);
  });

  it('is served below /docs', async () => {
    const answer = await get('/docs/');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(/^text\/html/);
    expect((await get('/docs')).status).toBeLessThan(400);
  });
});
