import { deliveryRouter } from '@tidings/delivery/wiring';
import { endpointRouter } from '@tidings/endpoint/wiring';
import { eventRouter } from '@tidings/event/wiring';
import { identityRouter } from '@tidings/identity/wiring';
import { createCallerFactory, mergeRouters } from '@tidings/kernel';
import { liveRouter } from '@tidings/live/wiring';
import { metricsRouter } from '@tidings/metrics/wiring';
import { notificationRouter } from '@tidings/notification/wiring';
import { playRouter } from '@tidings/play/wiring';
import { secretRouter } from '@tidings/secret/wiring';

/** Every procedure; tRPC serves all of them, REST those that have a route. */
export const appRouter = mergeRouters(
  identityRouter,
  endpointRouter,
  deliveryRouter,
  eventRouter,
  metricsRouter,
  liveRouter,
  notificationRouter,
  secretRouter,
  playRouter,
);
export type AppRouter = typeof appRouter;
export const createCaller = createCallerFactory(appRouter);
