import { randomUUID } from 'node:crypto';
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { EXIT, Failure } from './failure.ts';
import { parseUrl } from './parse-url.ts';
import type { Surroundings } from './surroundings.ts';

export const DEFAULT_URL = 'http://localhost:3400';

const login = z.object({
  /** Of the installation: `https://hooks.example.com`. */
  url: z.string(),
  key: z.string(),
  /** For service keys, which belong to no account. */
  account: z.string().optional(),
});
export type Login = z.output<typeof login>;
type Env = Surroundings['env'];

/** Where settings are kept, by the XDG Base Directory Specification: relative paths are not valid there. */
function configFolder(env: Env): string {
  const given = env['XDG_CONFIG_HOME'] ?? '';
  const base = path.isAbsolute(given) ? given : path.join(env['HOME'] || os.homedir(), '.config');
  return path.join(base, 'tidings');
}

const fileOf = (env: Env) => path.join(configFolder(env), 'config.json');

/**
 * The key that was given beside what is kept, and by which variable. A service key is taken only for an installation that is named
 * as well: services have it in their environment for other reasons.
 */
export function givenKey(env: Env): { key: string; by: string } | undefined {
  for (const by of ['TIDINGS_API_KEY', ...(env['TIDINGS_URL'] ? ['TIDINGS_SERVICE_KEY'] : [])]) {
    const key = env[by]?.trim();
    if (key) return { key, by };
  }
  return undefined;
}

/**
 * Who asks which installation: `TIDINGS_API_KEY` (or `TIDINGS_SERVICE_KEY`), `TIDINGS_URL` and `TIDINGS_ACCOUNT`, else what
 * `tidings login` kept.
 * @throws {Failure} `refused` without a key, or where a kept key would go to an installation that it is not for.
 */
export async function currentLogin(env: Env): Promise<Login> {
  const key = givenKey(env)?.key;
  const account = env['TIDINGS_ACCOUNT'];
  const named = env['TIDINGS_URL'] && originOf(env['TIDINGS_URL']);
  // Who says everything is not stopped by what is kept.
  if (key && named) return { url: named, key, ...(account && { account }) };
  const kept = await keptLogin(env);
  const url = named || (kept?.url ?? DEFAULT_URL);
  if (key) return { url, key, ...(account && { account }) };
  if (!kept)
    throw new Failure(EXIT.refused, 'You are not logged in. Run "tidings login", or set TIDINGS_API_KEY.');
  if (kept.url !== url)
    throw new Failure(
      EXIT.refused,
      `The key that is kept is for ${kept.url}, and TIDINGS_URL is ${url}. Set TIDINGS_API_KEY as well, or log in there.`,
    );
  return { ...kept, ...(account && { account }) };
}

async function keptLogin(env: Env): Promise<Login | undefined> {
  const file = fileOf(env);
  try {
    return login.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw new Failure(EXIT.failed, `${file} cannot be read. Run "tidings login" to write it anew.`);
  }
}

/** Keeps a login for this person alone. @returns where. */
export async function keepLogin(env: Env, kept: Login): Promise<string> {
  const file = fileOf(env);
  await writePrivately(file, `${JSON.stringify(kept, null, 2)}\n`);
  return file;
}

/** Forgets what was kept. @returns where it was; undefined for nothing. */
export async function forgetLogin(env: Env): Promise<string | undefined> {
  const file = fileOf(env);
  try {
    await rm(file);
    return file;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Whole or not at all, and from its first byte on for nobody else. */
async function writePrivately(file: string, text: string): Promise<void> {
  const folder = path.dirname(file);
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o700); // where others may write, they lay links
  const draft = `${file}.${randomUUID()}`;
  try {
    // `wx` makes a file of its own: it neither follows a link nor takes over one that others may read.
    await writeFile(draft, text, { mode: 0o600, flag: 'wx' });
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** Whether a key would go over a network that others can listen to. */
export function isReadable(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' && !/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
}

/** `localhost:3400` speaks HTTP, and all others speak HTTPS. */
function withScheme(text: string): string {
  if (text.includes('://')) return text;
  return /^(localhost|127\.0\.0\.1|\[::1\])(:|\/|$)/.test(text) ? `http://${text}` : `https://${text}`;
}

/**
 * The installation of a URL, whatever page of it was copied.
 * @throws {Failure} `usage` for what is no http or https URL.
 */
export function originOf(text: string): string {
  const url = parseUrl(withScheme(text));
  if (!url || !/^https?:$/.test(url.protocol))
    throw new Failure(EXIT.usage, `"${text}" is no URL of Tidings, such as https://hooks.example.com.`);
  return url.origin;
}
