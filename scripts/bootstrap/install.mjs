import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { npm, ROOT } from './node.mjs';
import { step, Stop, tail } from './report.mjs';

const LOCK = path.join(ROOT, 'package-lock.json');
const STAMP = path.join(ROOT, 'node_modules', '.tidings-installed');

/** Installs dependencies if there are none or the lock file changed since. */
export async function install() {
  const hash = createHash('sha256').update(readFileSync(LOCK)).digest('hex');
  if (read(STAMP) === hash) return;
  if (!matchesLock()) {
    const title = existsSync(STAMP)
      ? 'Updating dependencies'
      : 'Installing dependencies (once, about a minute)';
    // Development tools are what runs it, so neither NODE_ENV=production nor npm's omit setting may drop them.
    const { code, output } = await step(title, () =>
      npm(['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund']),
    );
    if (code !== 0) {
      throw new Stop(`npm ci failed:\n\n${tail(output)}\n\n${advice(output)}`);
    }
  }
  writeFileSync(STAMP, hash);
}

function advice(output) {
  if (/ENOSPC/.test(output)) return 'The disk is full. Free about 1.5 GB and start again.';
  if (/EACCES|EPERM|EROFS/.test(output)) {
    return 'npm may not write here. Start as the user who owns this folder, or clone it into a folder of your own.';
  }
  if (/ENOTFOUND|ETIMEDOUT|ECONNREFUSED|ECONNRESET|EAI_AGAIN|network/i.test(output)) {
    return 'npm cannot reach its registry. Check the network, the proxy and `npm config get registry`, and start again.';
  }
  return 'Read the lines above, then start again. `npm ci` by hand shows the whole of it.';
}

/** Whether somebody ran `npm install` by hand: npm's own record in node_modules names what is there. */
function matchesLock() {
  const record = read(path.join(ROOT, 'node_modules', '.package-lock.json'));
  if (!record) return false;
  const wanted = JSON.parse(readFileSync(LOCK, 'utf8')).packages;
  const present = JSON.parse(record).packages;
  return Object.entries(wanted).every(
    ([name, { version, link, optional }]) =>
      !name.includes('node_modules/') ||
      link ||
      (present[name] ? present[name].version === version : optional),
  );
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
