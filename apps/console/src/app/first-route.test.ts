import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';

/** One file of the build, and those that it cannot begin without. */
interface Chunk {
  file: string;
  imports?: string[];
}

const DIST = join(import.meta.dirname, '..', '..', 'dist');
/** The entry, and the pages that are shown to whoever opens the console. */
const FIRST =
  /^(?:index\.html|src\/routes\/(?:__root|_console|_console\/dashboard\.settings\.webhooks\.index)\.tsx)/;
const MOST_KB = 200;

it('ships no stories and no mocks', () => {
  const files = readdirSync(join(DIST, 'assets'));
  expect(files.length).toBeGreaterThan(0);
  expect(existsSync(join(DIST, 'mockServiceWorker.js'))).toBe(false);
  expect(existsSync(join(DIST, 'stories.html'))).toBe(false);
  const texts = files
    .filter((file) => file.endsWith('.js'))
    .map((file) => readFileSync(join(DIST, 'assets', file), 'utf8'));
  // A word of each: of the library that answers, of the webhooks that are made up, of the names in the stories.
  for (const word of ['mockServiceWorker', 'ingest.acme.dev', 'warehouse-loader.production'])
    expect(texts.filter((text) => text.includes(word))).toEqual([]);
});

it(`asks for ${MOST_KB} kB of JavaScript at most before the overview shows`, () => {
  const manifest = JSON.parse(readFileSync(join(DIST, 'manifest.json'), 'utf8')) as Record<string, Chunk>; // as Vite writes it
  const files = new Set<string>();
  const seen = new Set<string>();
  const visit = (name: string): void => {
    const chunk = manifest[name];
    if (!chunk || seen.has(name)) return;
    seen.add(name);
    if (chunk.file.endsWith('.js')) files.add(chunk.file);
    chunk.imports?.forEach(visit);
  };
  Object.keys(manifest)
    .filter((name) => FIRST.test(name))
    .forEach(visit);
  const texts = [...files].map((file) => readFileSync(join(DIST, file), 'utf8'));
  const sizes = [...files].map((file, index) => ({
    file,
    kB: gzipSync(texts[index] ?? '', { level: 9 }).length / 1_000,
  }));
  const table = sizes.toSorted((a, b) => b.kB - a.kB).map(({ file, kB }) => `${kB.toFixed(1)} ${file}`);
  // It is all there, or the sum would say nothing: it stands in the entry, or in files of its own.
  expect(texts.join('')).toContain('Where your events go, and how that is going.');
  expect(
    sizes.reduce((sum, { kB }) => sum + kB, 0),
    table.join('\n'),
  ).toBeLessThan(MOST_KB);
});
