import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Apart from the workspaces, with a lock of its own, so that nobody installs it who does not run the command. */
const FOLDER = path.join(import.meta.dirname, 'lighthouse');

/** What is used of its result; all of it is in its own types, `LH.Result`. */
type Result = {
  runtimeError?: { message: string };
  categories: Record<string, { score: number | null; auditRefs: { id: string; weight: number }[] }>;
  audits: Record<string, { score: number | null; displayValue?: string }>;
};

export type Lighthouse = {
  default: (
    url: string,
    flags: Record<string, unknown>,
    config: object,
  ) => Promise<{ lhr: Result } | undefined>;
  desktopConfig: object;
};

/**
 * Lighthouse, installed through npm where it is not yet.
 * @throws {Error} where npm cannot reach its registry.
 */
export async function loadLighthouse(): Promise<Lighthouse> {
  if (!(await isInstalled())) {
    console.log('Installing Lighthouse (once)');
    await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: FOLDER });
  }
  const entry = path.join(FOLDER, 'node_modules', 'lighthouse', 'core', 'index.js');
  return (await import(pathToFileURL(entry).href)) as Lighthouse; // what it exports, of which this is a part
}

async function isInstalled(): Promise<boolean> {
  const wanted = await manifestOf(FOLDER);
  const found = await manifestOf(path.join(FOLDER, 'node_modules', 'lighthouse')).catch(() => undefined);
  return found?.version === wanted.dependencies?.['lighthouse'];
}

type Manifest = { version: string; dependencies?: Record<string, string> };

async function manifestOf(folder: string): Promise<Manifest> {
  return JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')) as Manifest; // as npm reads it
}
