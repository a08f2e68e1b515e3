import { globSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from '../browser.ts';
import { expectAccessible, expectReadable } from '../support/expect-accessible.ts';
import { findFaults } from '../support/find-faults.ts';
import { misdirectedTexts } from '../support/reading-directions.ts';
import { bareEnvironment, ROOT, runProgram } from '../support/run-program.ts';
import { serveFolder } from '../support/serve-folder.ts';
import { Complaints } from './complaints.ts';
import { mistakenFor, type Story, unlike } from './story-sights.ts';

const CONSOLE = path.join(ROOT, 'apps', 'console');
const WIDE = { width: 1280, height: 900 };
const NARROW = { width: 390, height: 844 };
const PATIENCE_MS = 10_000;

const components = globSync('src/**/*.stories.tsx', { cwd: CONSOLE })
  .map((file) => path.basename(file, '.stories.tsx'))
  .toSorted();

let folder: string;
let site: Awaited<ReturnType<typeof serveFolder>>;
let browser: Browser;
let page: Page;
const complaints = new Complaints();
let stories: Story[];

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'tidings-stories-'));
  const built = runProgram(
    'vite',
    ['build', '--mode', 'stories', '--outDir', folder, '--emptyOutDir', '--logLevel', 'warn'],
    { cwd: CONSOLE, env: bareEnvironment() },
  ).ended.then(({ code, output }) => expect(code, output).toBe(0));
  [browser] = await Promise.all([launchChromium(), built]);
  site = await serveFolder(folder);
  page = await browser.newPage({ baseURL: site.url, reducedMotion: 'reduce' });
  page.setDefaultTimeout(PATIENCE_MS);
  await complaints.watch(page);
  await page.goto('/stories.html');
  await page.getByRole('heading', { name: 'Stories', level: 1 }).waitFor();
  stories = await page.locator('[data-story]').evaluateAll((items) =>
    items.map((item) => ({
      address: item.getAttribute('data-story') ?? '',
      ...JSON.parse(item.getAttribute('data-expected') ?? '{}'),
    })),
  );
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
  await rm(folder, { recursive: true, force: true });
});

async function inScheme(colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor();
}

/** Why an expectation does not hold, in one line. */
function reasonOf(error: unknown): string {
  const found = error instanceof Error && 'actual' in error ? ` ${JSON.stringify(error.actual)}` : '';
  return `${String(error)}${found}`;
}

/** Another part of the same page: nothing is loaded anew. */
async function open(story: Story): Promise<void> {
  await page.goto(`/stories.html#${encodeURIComponent(story.address)}`);
  await page.waitForFunction(
    (title) => document.querySelector('#main')?.getAttribute('data-showing') === title,
    story.address,
  );
  await expect.poll(() => unlike(page, story), { timeout: PATIENCE_MS }).toBeNull();
}

/** Looks at one story as people do: by light and in the dark, on a desk and on a telephone. */
async function lookAt(story: Story, all: readonly Story[]): Promise<void> {
  const { address, refused } = story;
  // What the story before it complained about was its own.
  complaints.take();
  for (const { procedure, status } of refused) complaints.refuses(status, procedure);
  await page.setViewportSize(WIDE);
  await inScheme('light');
  await open(story);
  if (address.endsWith('/loading')) await page.locator('[aria-busy=true]:visible').first().waitFor();
  if (address.endsWith('/error')) await page.getByRole('alert').first().waitFor();
  const others = all.filter((each) => each !== story);
  expect(await mistakenFor(page, others), 'could be as well').toEqual([]);
  await expectAccessible(page);
  expect(await misdirectedTexts(page), 'is drawn in the wrong direction').toEqual([]);
  await inScheme('dark');
  await expectReadable(page);
  await page.setViewportSize(NARROW);
  const scrollWidth = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(scrollWidth, 'is wider than the screen').toBeLessThanOrEqual(NARROW.width);
  expect(complaints.take(), 'complains').toEqual([]);
}

test('a fault that is planted is found', async () => {
  const planted = await browser.newPage();
  await planted.setContent(
    '<html lang="en"><title>Planted</title><main><h1>Planted</h1><img src="data:,"></main>',
  );
  expect((await findFaults(planted)).map(({ id }) => id)).toEqual(['image-alt']);
  await planted.close();
});

test('a story that says too little of itself is found', async () => {
  const [story] = stories;
  if (!story) throw new Error('There are stories.');
  await open(story);
  const planted = { ...story, address: 'planted/the same' };
  const told = { ...planted, address: 'planted/another', lacks: story.shows };
  expect(await mistakenFor(page, [planted, told])).toEqual([planted.address]);
});

test.each(components)('every story of %s shows what it is to show', async (component) => {
  const own = stories.filter(({ address }) => address.startsWith(`${component}/`));
  expect(own.length).toBeGreaterThan(0);
  const faults: string[] = [];
  for (const story of own) {
    await lookAt(story, own).catch((error: unknown) => faults.push(`${story.address}: ${reasonOf(error)}`));
  }
  expect(faults).toEqual([]);
});
