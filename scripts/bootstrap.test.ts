import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { catalogSettings, inputHash } from './bootstrap/build.mjs';

const ROOT = path.join(import.meta.dirname, '..');
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

describe('the build', () => {
  const folder = () => {
    const made = mkdtempSync(path.join(os.tmpdir(), 'tidings-catalog-'));
    onTestFinished(() => rmSync(made, { recursive: true, force: true }));
    writeFileSync(path.join(made, 'invoice.paid.json'), '{}');
    return made;
  };

  test('is done again for another catalog, for another file in it, and for another place to edit pages', () => {
    const CATALOG_DIR = folder();
    const prints = [
      inputHash({}),
      inputHash({ CATALOG_DIR }),
      inputHash({ DOCS_EDIT_URL: 'https://a.test/' }),
    ];
    writeFileSync(path.join(CATALOG_DIR, 'invoice.paid.json'), '{"name": "invoice.paid"}');
    prints.push(inputHash({ CATALOG_DIR }));
    writeFileSync(path.join(CATALOG_DIR, 'invoice.void.json'), '{}');
    prints.push(inputHash({ CATALOG_DIR }));
    expect(new Set(prints).size).toBe(prints.length);
    expect(inputHash({ CATALOG_DIR })).toBe(prints.at(-1));
  });

  test('is told the catalog by a path that holds in every folder', () => {
    const given = folder();
    const relative = path.relative(ROOT, given);
    expect(catalogSettings({ CATALOG_DIR: relative })).toEqual(catalogSettings({ CATALOG_DIR: given }));
    expect(catalogSettings({ CATALOG_DIR: given })).toMatchObject({ CATALOG_DIR: given });
    expect(() => catalogSettings({ CATALOG_DIR: path.join(given, 'missing') })).toThrow('cannot be read');
  });

  test('reaches the documentation with all that it is made by', () => {
    const { tasks } = JSON.parse(read('turbo.json')) as { tasks: Record<string, { env?: string[] }> };
    const { CATALOG_DIR, CATALOG_PRINT } = catalogSettings({ CATALOG_DIR: folder() });
    expect(CATALOG_DIR && CATALOG_PRINT).toBeTruthy();
    expect(tasks['@tidings/docs-site#build']?.env).toEqual(['CATALOG_DIR', 'CATALOG_PRINT', 'DOCS_EDIT_URL']);
  });
});

describe('the scripts of the package', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

  test('are those that the bootstrap knows', () => {
    const known = /COMMANDS = \[([^\]]*)\]/.exec(read('scripts/bootstrap.mjs'))?.[1] ?? '';
    expect([...known.matchAll(/'(\w+)'/g)].map(([, name = '']) => name).toSorted()).toEqual(
      Object.keys(scripts).toSorted(),
    );
  });

  test('have every one that a page or a message names', () => {
    const pages = readdirSync(path.join(ROOT, 'docs-site/src/content/docs'), {
      recursive: true,
      encoding: 'utf8',
    })
      .filter((name) => /\.mdx?$/.test(name))
      .map((name) => `docs-site/src/content/docs/${name}`);
    const named = ['README.md', 'CONTRIBUTING.md', 'apps/server/src/http/console-page.ts', ...pages].flatMap(
      (file) =>
        [...read(file).matchAll(/\bnpm (?:run ([\w-]+)(?: -w @tidings\/([\w-]+))?|(start|test)\b)/g)].map(
          ([, run, app, short]) => ({ file, app, script: run ?? short ?? '' }),
        ),
    );
    expect(named.length).toBeGreaterThan(10);
    const scriptsOf = (app: string | undefined) =>
      app === undefined
        ? scripts
        : (JSON.parse(read(`apps/${app}/package.json`)) as { scripts: object }).scripts;
    expect(named.filter(({ app, script }) => !(script in scriptsOf(app)))).toEqual([]);
  });

  test('build the pages before a production server is started, and again after an upgrade', () => {
    const page = read('docs-site/src/content/docs/self-hosting.md');
    const install = /## In production\n[^]*?```bash\n([^]*?)```/.exec(page)?.[1] ?? '';
    expect(install).toMatch(/^npm ci$[^]*^npm run build\b[^]*^npx tidings serve\b/m);
    const upgrade = /### Upgrading\n([^]*?)\n#/.exec(page)?.[1] ?? '';
    expect(upgrade).toMatch(/`npm ci`[^]*`npm run build`[^]*`npx tidings migrate`/);
  });
});
