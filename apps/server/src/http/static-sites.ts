import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import helmet from 'helmet';
import { sendConsole } from './console-page.ts';
import { allowOwnParts, docsPolicy } from './docs-policy.ts';
import { precompressed } from './precompressed.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..', '..');
const CONSOLE = join(ROOT, 'apps', 'console', 'dist');
const DOCS = join(ROOT, 'docs-site', 'dist');
/** Paths of the console's screens; the browser asks for them when somebody follows a link or reloads. */
const SCREENS =
  /^\/(?:$|sign-in$|reset-password$|accept-invitation$|no-account$|portal$|play$|dashboard(?:\/|$))/;

/** What the console may load: its own files. Its page may write style elements by the nonce that {@link sendConsole} adds. */
export function securityHeaders(isHttps: boolean): ReturnType<typeof helmet> {
  return helmet({
    strictTransportSecurity: isHttps,
    contentSecurityPolicy: {
      directives: {
        'default-src': ["'self'"],
        'style-src': ["'self'"],
        'img-src': ["'self'", 'data:'],
        'font-src': ["'self'"],
        'frame-ancestors': ["'none'"],
        'upgrade-insecure-requests': null,
      },
    },
  });
}

/** The documentation has a page of its own for what it does not have: with its search, and for whoever is not signed in. */
function sendDocsNotFound(request: Request, response: Response, next: NextFunction): void {
  if (request.method !== 'GET' && request.method !== 'HEAD') return next();
  const missing = join(DOCS, '404.html');
  const found = statSync(missing, { throwIfNoEntry: false });
  if (!found) {
    response.status(503).type('text/plain').send('The documentation is not built. Run: npm run build');
    return;
  }
  allowOwnParts(response, missing, found);
  response.status(404).type('html').setHeader('cache-control', 'no-store');
  response.send(readFileSync(missing, 'utf8'));
}

/** The console and the documentation, as they were built. */
export function staticSites(): Router {
  const router = express.Router();
  const docs = { maxAge: 0, setHeaders: allowOwnParts };
  router.use(
    '/docs',
    docsPolicy,
    precompressed(DOCS, docs),
    express.static(DOCS, { ...docs, extensions: ['html'] }),
    sendDocsNotFound,
  );
  // Readers of text look for it at the root.
  router.get('/llms.txt', (_request, response) => response.redirect('/docs/llms.txt'));
  // A file below /assets has the hash of its content in its name.
  const assets = { immutable: true, maxAge: '1y' };
  router.use(
    '/assets',
    precompressed(join(CONSOLE, 'assets'), assets),
    express.static(join(CONSOLE, 'assets'), { ...assets, fallthrough: false }),
  );
  // Its page is another one in each answer, and fits into one packet.
  router.use((request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next();
    return sendConsole(response, SCREENS.test(request.path) ? 200 : 404, join(CONSOLE, 'index.html'));
  });
  return router;
}
