import { type Catalog, catalogOf } from '@tidings/event';
import { type Auth, authenticate, type Process } from '@tidings/identity';
import { DomainError, nameRequest, toProblem } from '@tidings/kernel';
import { createExpressMiddleware } from '@trpc/server/adapters/express';
import express, { type Express } from 'express';
import { appRouter } from '../app-router.ts';
import type { Watch } from '../watch.ts';
import { apiHeaders, storedByNobody } from './api-headers.ts';
import { compressAnswers } from './compress-answers.ts';
import { cors } from './cors.ts';
import { health, ready } from './health.ts';
import { metrics } from './metrics.ts';
import { openApiDocument } from './openapi.ts';
import { playReceiver } from './play-receiver.ts';
import { leaveBeforeSignIn, portalFraming, portalRouter } from './portal.ts';
import { createContextWith, requestId, requestIdOf } from './request-context.ts';
import { answerProblem, refuseMethod, restRouter } from './rest.ts';
import { securityHeaders, staticSites } from './static-sites.ts';
import { trpcHeaders } from './trpc-headers.ts';
import { guardTrpc, readTrpcBody, refusalOf } from './trpc-request.ts';

const TRPC_BATCH_LIMIT = 20;

/** What answers for any process, whatever its role. */
function createBareApp(
  { config, database }: Process,
  isStopping: () => boolean,
  watch: Watch | undefined,
): Express {
  const app = express();
  app.disable('x-powered-by').disable('etag');
  app.use(requestId);
  app.get('/health', health);
  app.get('/ready', ready(database, isStopping));
  if (watch) app.get('/metrics', metrics(watch, config.METRICS_TOKEN));
  return app;
}

let current: { catalog: Catalog; publicUrl: string; document: string } | undefined;

/** The OpenAPI document as text; made again when the catalog has changed. */
function documentOf({ config }: Process): string {
  const catalog = catalogOf({ config });
  const publicUrl = config.PUBLIC_URL;
  if (current?.catalog !== catalog || current.publicUrl !== publicUrl) {
    current = { catalog, publicUrl, document: JSON.stringify(openApiDocument(publicUrl, catalog)) };
  }
  return current.document;
}

/**
 * All that a worker serves: whether it lives and whether it can do its work.
 * @param isStopping its port stays open until all that is under way has ended, and says so meanwhile.
 */
export function createWorkerApp(process: Process, isStopping: () => boolean, watch?: Watch): Express {
  const app = createBareApp(process, isStopping, watch);
  app.use(() => {
    throw new DomainError('not_found', 'This process is a worker. It answers /health, /ready and /metrics.');
  });
  app.use(answerProblem(process.log));
  return app;
}

/** Everything that is served over HTTP. It takes no more requests once its process is stopping. */
export function createApp(auth: Auth, process: Process, watch?: Watch): Express {
  const { config, log } = process;
  const app = createBareApp(process, () => false, watch);
  // In production there is a proxy in front, for HTTPS.
  app.set('trust proxy', config.TRUSTED_PROXIES);
  const createContext = createContextWith(auth, process);
  const rest = restRouter(createContext, log);

  const isHttps = config.PUBLIC_URL.startsWith('https:');

  app.use(['/openapi.json', '/api/v1'], apiHeaders(isHttps), cors(config.CORS_ORIGINS), compressAnswers);
  app
    .route(['/openapi.json', '/api/v1/openapi.json', '/api/v1/platform/openapi.json'])
    .get((_request, response) => response.type('application/json').send(documentOf(process)))
    .all(refuseMethod(['GET']));
  app.use('/api/v1/platform', rest);
  app.use('/api/v1', rest);
  if (config.mode !== 'production') app.use('/play', playReceiver(process));
  app.use(securityHeaders(isHttps), portalFraming(config));
  app.use('/api/portal', storedByNobody, portalRouter(auth, process));
  app.use(['/api/auth/sign-in', '/api/auth/invitation/accept'], leaveBeforeSignIn(auth, process));
  app.use('/api/auth', storedByNobody, (request, response) => auth.handler(request, response));
  app.use(
    '/trpc',
    storedByNobody,
    guardTrpc,
    compressAnswers,
    readTrpcBody,
    createExpressMiddleware({
      router: appRouter,
      createContext: async ({ req, res, info }) => {
        const shown = info.type === 'subscription' ? info.connectionParams?.['tidings-account'] : undefined;
        if (shown !== undefined) req.headers['tidings-account'] ??= shown;
        return {
          ...(await createContext(req, res)),
          refusal: refusalOf(res, info),
          ...(info.type === 'subscription' && {
            identifyAgain: () => authenticate(auth, process, req),
          }),
        };
      },
      maxBatchSize: TRPC_BATCH_LIMIT,
      responseMeta: ({ info, errors }) => ({ headers: trpcHeaders(info, errors) }),
      onError: ({ error, path, req }) => {
        const id = req.res ? requestIdOf(req.res) : '';
        nameRequest(error, id);
        if (toProblem(error, id).status === 500) {
          log.error({ err: error.cause ?? error, path, requestId: id }, 'A procedure failed');
        }
      },
    }),
  );
  app.use(staticSites());
  app.use(() => {
    throw new DomainError('not_found', 'There is nothing at this path.');
  });
  app.use(answerProblem(log));
  return app;
}
