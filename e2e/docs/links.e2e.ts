import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { PAGES } from '../support/read-page.ts';
import { ROOT } from '../support/run-program.ts';

const DIST = path.join(ROOT, 'docs-site', 'dist');
/** What the same server has beside the documentation. */
const BESIDE = /^\/(api\/v1\/openapi\.json|dashboard(\/.*)?|play)$/;

type Page = { links: string[]; ids: Set<string>; sections: string[] };

/** By path: `/docs/quickstart/`. */
const pages = new Map<string, Page>();
const files = new Set<string>();

beforeAll(async () => {
  const found = await readdir(DIST, { recursive: true, withFileTypes: true });
  for (const entry of found.filter((each) => each.isFile())) {
    const file = path.join(entry.parentPath, entry.name);
    const at = `/docs/${path.relative(DIST, file)}`;
    files.add(at);
    if (!at.endsWith('.html')) continue;
    const text = (await readFile(file, 'utf8')).replaceAll(/<(script|style)\b[^]*?<\/\1>/g, '');
    const all = (pattern: RegExp) =>
      [...text.matchAll(pattern)].map(([, value = '']) => value.replaceAll('&amp;', '&'));
    pages.set(at.replace(/index\.html$/, '').replace(/\.html$/, ''), {
      links: all(/\s(?:href|src)="([^"]*)"/g),
      sections: all(/\sdata-section="([^"]*)"/g),
      ids: new Set(all(/\sid="([^"]*)"/g)),
    });
  }
});

/** What is wrong with a link, if anything is. */
function faultOf(link: string, from: string): string | undefined {
  const base = 'http://docs.invalid';
  if (!URL.canParse(link, base + from)) return 'is no address';
  const url = new URL(link, base + from);
  if (url.origin !== base)
    return ['https:', 'mailto:', 'data:'].includes(url.protocol) ? undefined : 'is not https';
  const at = decodeURI(url.pathname);
  if (BESIDE.test(at) || files.has(at)) return undefined;
  const page = pages.get(at) ?? pages.get(`${at}/`);
  if (!page) return 'leads nowhere';
  const id = decodeURIComponent(url.hash.slice(1));
  return id === '' || page.ids.has(id) ? undefined : 'names a section that is not there';
}

test('every link of the documentation leads somewhere, down to the section', () => {
  expect(pages.size).toBeGreaterThan(80);
  const faults = [...pages].flatMap(([from, { links }]) =>
    [...new Set(links)].flatMap((link) => {
      const fault = faultOf(link, from);
      return fault === undefined ? [] : [`${from}: ${link} ${fault}`];
    }),
  );
  expect(faults).toEqual([]);
});

test('every sample that belongs to a section finds it on its page', () => {
  const lost = [...pages].flatMap(([at, { ids, sections }]) =>
    sections.filter((id) => !ids.has(id)).map((id) => `${at}#${id}`),
  );
  expect(lost).toEqual([]);
});

test('a link that is wrong would be noticed', () => {
  const from = '/docs/quickstart/';
  expect(faultOf('/docs/no-such-page/', from)).toBe('leads nowhere');
  expect(faultOf('/docs/retries/#no-such-section', from)).toBe('names a section that is not there');
  expect(faultOf('#no-such-section', from)).toBe('names a section that is not there');
  expect(faultOf('http://example.com/', from)).toBe('is not https');
  expect(faultOf('/docs/retries/#the-log', from)).toBeUndefined();
});

test('the list of pages for those who read text leads somewhere as well', async () => {
  const text = await readFile(path.join(DIST, 'llms.txt'), 'utf8');
  const links = [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, link = '']) => link);
  expect(links.length).toBeGreaterThan(60);
  expect(links.filter((link) => faultOf(link, '/docs/') !== undefined)).toEqual([]);
});

test('every page says what to do next', async () => {
  const names = (await readdir(PAGES, { recursive: true })).filter((name) => /\.mdx?$/.test(name));
  const silent: string[] = [];
  for (const name of names) {
    // A decision says what followed from it.
    if (/decisions\/\d/.test(name)) continue;
    const paragraphs = (await readFile(path.join(PAGES, name), 'utf8')).trim().split('\n\n');
    if (!/^Next: [^]*\]\(\/docs\//.test(paragraphs.at(-1) ?? '')) silent.push(name);
  }
  expect(silent).toEqual([]);
});

test('so does every page that is made of the catalog', async () => {
  const made = [...pages.keys()].filter((at) => /^\/docs\/(event-types|objects)\//.test(at));
  expect(made.length).toBeGreaterThan(30);
  const silent: string[] = [];
  for (const at of made) {
    const html = await readFile(path.join(DIST, at.slice('/docs/'.length), 'index.html'), 'utf8');
    if (!/Next:\s*<a href="\/docs\//.test(html)) silent.push(at);
  }
  expect(silent).toEqual([]);
});
