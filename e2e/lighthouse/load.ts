import { execFile } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Apart from the workspaces, with a lock of its own, so that nobody installs it who does not run the command. */
const FOLDER = path.join(import.meta.dirname, 'npm');

/** What is used of what it finds; all of it is in its own types, `LH.Result`. */
export type Result = {
  runtimeError?: { message: string };
  environment: { benchmarkIndex: number };
  categories: Record<string, { score: number | null; auditRefs: { id: string; weight: number }[] }>;
  audits: Record<string, { score: number | null; title: string; displayValue?: string; details?: unknown }>;
};

export type Lighthouse = {
  default: (
    url: string,
    flags: Record<string, unknown>,
    config?: object,
  ) => Promise<{ lhr: Result; report: string | string[] } | undefined>;
  desktopConfig: object;
};

/** The part of it that starts traces of the browser. */
type Tracing = { default: { getDefaultTraceCategories: () => string[] } };

/** Chromium 147 crashes when it is to trace this and a page has the header `Referrer-Policy`. No score comes from it. */
const CRASHES = 'blink.webdx_feature_usage';

/**
 * Lighthouse, installed through npm where it is not yet.
 * @throws {Error} where npm cannot reach its registry.
 */
export async function loadLighthouse(): Promise<Lighthouse> {
  await run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: FOLDER });
  // They export more than these types say.
  const { default: tracing } = (await importFrom('gather/gatherers/trace.js')) as Tracing;
  const categories = tracing.getDefaultTraceCategories().filter((category) => category !== CRASHES);
  tracing.getDefaultTraceCategories = () => categories;
  return (await importFrom('index.js')) as Lighthouse;
}

const importFrom = (file: string): Promise<unknown> =>
  import(pathToFileURL(path.join(FOLDER, 'node_modules', 'lighthouse', 'core', file)).href);
