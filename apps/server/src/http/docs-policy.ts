import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import helmet from 'helmet';
import type { RequestHandler, Response } from 'express';

/** What stands in a page itself, by the directive that has to allow it. A script with a `src` is a file of ours. */
const INLINE = {
  'script-src': /<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g,
  'style-src': /<style[^>]*>([\s\S]*?)<\/style>/g,
};

type Hashes = Record<keyof typeof INLINE, string>;

function hashesOf(html: string): Hashes {
  const hashes = (part: RegExp): string => {
    const found = [...html.matchAll(part)].map(
      ([, text = '']) => ` 'sha256-${createHash('sha256').update(text).digest('base64')}'`,
    );
    return [...new Set(found)].join('');
  };
  return { 'script-src': hashes(INLINE['script-src']), 'style-src': hashes(INLINE['style-src']) };
}

/**
 * For everything below `/docs`: its own files, and WebAssembly for its search. Pages are given the scripts and styles that
 * the generator wrote into them by {@link allowOwnParts}. The colours of code are style attributes, thousands on a page:
 * hashes hold for elements only.
 */
export const docsPolicy: RequestHandler = helmet.contentSecurityPolicy({
  directives: {
    'script-src': ["'self'", "'wasm-unsafe-eval'"],
    'style-src': ["'self'"],
    'style-src-attr': ["'unsafe-inline'"],
    'frame-ancestors': ["'none'"],
    'upgrade-insecure-requests': null,
  },
});

const known = new Map<string, Hashes>();

/** For `express.static`: allows what stands in the page that is about to be sent. A page is read once for each build. */
export function allowOwnParts(response: Response, path: string, { mtimeMs }: { mtimeMs: number }): void {
  if (!path.endsWith('.html')) return;
  const key = `${path} ${mtimeMs}`;
  const hashes = known.get(key) ?? hashesOf(readFileSync(path, 'utf8'));
  known.set(key, hashes);
  const policy = response.getHeader('content-security-policy');
  if (typeof policy !== 'string') return;
  const allowed = policy.replace(
    /(?<directive>script-src|style-src) [^;]*/g,
    (sources, directive: keyof Hashes) => `${sources}${hashes[directive]}`,
  );
  response.setHeader('content-security-policy', allowed);
}
