import { randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import type { Response } from 'express';

/** Stands in the console's `index.html` where the page finds the nonce of its answer. */
const PLACEHOLDER = '__STYLE_NONCE__';
const NONCE_BYTES = 16;

type Page = { path: string; mtimeMs: number; html: string };
let known: Page | undefined;

/** Read once for each build; undefined while there is none. */
function read(path: string): string | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return undefined;
  if (known?.path !== path || known.mtimeMs !== found.mtimeMs) {
    known = { path, mtimeMs: found.mtimeMs, html: readFileSync(path, 'utf8') };
  }
  return known.html;
}

/**
 * Sends the console's page with a nonce of its own, by which its components may write style elements and nobody else
 * may. A page that were kept would be shown again with its old nonce: so it is stored by nobody, and has no ETag.
 */
export function sendConsole(response: Response, status: number, path: string): void {
  const html = read(path);
  if (html === undefined) {
    response
      .status(503)
      .type('text/plain')
      .send('The console is not built. Start Tidings with npm start, or run: npm run build');
    return;
  }
  const nonce = randomBytes(NONCE_BYTES).toString('base64');
  const policy = response.getHeader('content-security-policy');
  if (typeof policy === 'string') {
    const allowed = policy.replace(/style-src ([^;]*)/, `style-src $1 'nonce-${nonce}'`);
    response.setHeader('content-security-policy', allowed);
  }
  response.status(status).type('html').setHeader('cache-control', 'no-store');
  response.send(html.replace(PLACEHOLDER, nonce));
}
