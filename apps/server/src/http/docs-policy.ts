import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import helmet from 'helmet';
import type { RequestHandler, Response } from 'express';

/** Scripts that stand in a page; those with a `src` are files of ours. */
const INLINE = /<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g;

/** A page of the documentation runs what its generator wrote into it, known by hash; its search is WebAssembly. */
export function policyOf(html: string): string {
  const hashes = [...html.matchAll(INLINE)].map(
    ([, script = '']) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  );
  return `'self' 'wasm-unsafe-eval' ${[...new Set(hashes)].join(' ')}`.trim();
}

/** For everything below `/docs`; pages are given their own script-src by {@link allowOwnScripts}. */
export const docsPolicy: RequestHandler = helmet.contentSecurityPolicy({
  directives: {
    'script-src': ["'self'", "'wasm-unsafe-eval'"],
    'style-src': ["'self'", "'unsafe-inline'"],
    'frame-ancestors': ["'none'"],
    'upgrade-insecure-requests': null,
  },
});

const known = new Map<string, string>();

/** For `express.static`: adds the scripts of the page that is about to be sent. A page is read once for each build. */
export function allowOwnScripts(response: Response, path: string, { mtimeMs }: { mtimeMs: number }): void {
  if (!path.endsWith('.html')) return;
  const key = `${path} ${mtimeMs}`;
  const sources = known.get(key) ?? policyOf(readFileSync(path, 'utf8'));
  known.set(key, sources);
  const policy = response.getHeader('content-security-policy');
  if (typeof policy !== 'string') return;
  response.setHeader('content-security-policy', policy.replace(/script-src [^;]*/, `script-src ${sources}`));
}
