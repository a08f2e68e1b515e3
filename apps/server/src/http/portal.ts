import { type Auth, type Process, requireOwnOrigin } from '@tidings/identity';
import { enterPortalInput } from '@tidings/identity/schema';
import {
  enterPortal,
  leavePortal,
  portalCookieName,
  portalTokenIn,
  showPortal,
  VISIT_SECONDS,
} from '@tidings/identity/wiring';
import type { Config } from '@tidings/kernel';
import express, { type CookieOptions, type RequestHandler, type Router } from 'express';
import { requestIdOf, whereabouts } from './request-context.ts';

/**
 * The door of the portal. `POST /enter {token}` turns the link's token into a visit, by a cookie; by POST and not by
 * GET, so that nobody burns a link by previewing it. `POST /show {token}` only says whose portal it opens. `POST /leave`
 * ends the visit. All take only what a page of ours sends.
 */
export function portalRouter(auth: Auth, process: Process): Router {
  const router = express.Router();
  const cookie = portalCookie(process.config);
  router.use((request, _response, next) => {
    requireOwnOrigin(auth.origins, request);
    next();
  });
  router.post('/show', express.json({ limit: 4096 }), async (request, response) => {
    const { token } = enterPortalInput.parse(request.body ?? {});
    response.json(await showPortal(process.database, token));
  });
  router.post('/enter', express.json({ limit: 4096 }), async (request, response) => {
    const { token } = enterPortalInput.parse(request.body ?? {});
    const origin = { requestId: requestIdOf(response), ...whereabouts(request) };
    const visit = await enterPortal(process.database, token, origin);
    response.cookie(cookie.name, visit.token, { ...cookie.options, maxAge: VISIT_SECONDS * 1_000 });
    response.status(204).end();
  });
  router.post('/leave', async (request, response) => {
    await leavePortal(process, request.headers);
    response.clearCookie(cookie.name, cookie.options);
    response.status(204).end();
  });
  return router;
}

/** Whoever signs in is no visitor any longer: else the visit's cookie would go on to count. */
export function leaveBeforeSignIn(auth: Auth, process: Process): RequestHandler {
  return async (request, _response, next) => {
    if (auth.origins.has(request.headers.origin ?? '')) await leavePortal(process, request.headers);
    next();
  };
}

/**
 * Lets the pages of PORTAL_FRAME_ORIGINS show the portal in a frame: `/portal`, and every page that a visitor loads
 * again there. All else stays unframed. Comes after the policy of the console was set.
 */
export function portalFraming(config: Config): RequestHandler {
  const origins = config.PORTAL_FRAME_ORIGINS;
  return (request, response, next) => {
    const isPortal = request.path === '/portal' || portalTokenIn(config, request.headers) !== undefined;
    const policy = response.getHeader('content-security-policy');
    if (origins.length > 0 && isPortal && typeof policy === 'string') {
      const framed = policy.replace(/frame-ancestors [^;]*/, `frame-ancestors ${origins.join(' ')}`);
      response.setHeader('content-security-policy', framed);
      response.removeHeader('x-frame-options'); // it knows no list, and would refuse what the policy allows
    }
    next();
  };
}

/**
 * In a frame on another site browsers send a cookie only with `SameSite=None; Secure`, and keep it apart for each
 * framing site with `Partitioned` (CHIPS). Where nobody frames the portal, it stays with pages of this site.
 */
function portalCookie(config: Config): { name: string; options: CookieOptions } {
  const secure = config.PUBLIC_URL.startsWith('https:');
  const isFramed = secure && config.PORTAL_FRAME_ORIGINS.length > 0;
  return {
    name: portalCookieName(config),
    options: {
      httpOnly: true,
      secure,
      path: '/',
      sameSite: isFramed ? 'none' : 'lax',
      ...(isFramed && { partitioned: true }),
    },
  };
}
