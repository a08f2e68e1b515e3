export { accountHeld } from './account-held.ts';
export {
  audit,
  audited,
  type AuditAction,
  type AuditEntry,
  type AuditOrigin,
  type AuditRecord,
  type AuditState,
  systemOrigin,
} from './audit.ts';
export { Batcher, WaitedTooLong } from './batcher.ts';
export { type Clock, systemClock } from './clock.ts';
export { type Config, ConfigError, type Mode, readConfig, settings } from './config.ts';
export { type Actor, type Context, type Quota, tenantOf } from './context.ts';
export { creatorOf } from './creator.ts';
export {
  isDeadlock,
  type Database,
  type OpenDatabase,
  openDatabase,
  perDatabase,
  type Sql,
  type Statement,
  statement,
  type UnitOfWork,
} from './database.ts';
export { dateOf } from './date-of.ts';
export { durationMs } from './duration.ts';
export {
  DomainError,
  ERROR_STATUS,
  type ErrorCode,
  invalid,
  type Issue,
  notFound,
  NotNow,
  RateLimited,
} from './errors.ts';
export { Hook } from './hook.ts';
export { dayOfId, newId, timeOfId } from './ids.ts';
export { keepOnce } from './keep-once.ts';
export { listenTo } from './listen-to.ts';
export { createLog, type Logger } from './log.ts';
export { isNear } from './near.ts';
export {
  decodeCursor,
  decodeDayCursor,
  decodeNumberCursor,
  encodeCursor,
  forgedCursor,
  NEWEST,
  pageFrom,
} from './page.ts';
export { type PartitionSize, partitionSizes } from './partition-sizes.ts';
export { databaseTime, maintainPartitions, makePartitions, partitionDays } from './partitions.ts';
export { Turns } from './turns.ts';
export { retriesOutlast } from './retry-span.ts';
export { isDatabaseAway, pointer, toProblem } from './problem.ts';
export { textArray } from './text-array.ts';
export { settle, type Settlement, whenSettled } from './when-settled.ts';
export { type Access, hasAccess, READ_SCOPES } from './access.ts';
export { beginSpan, endSpan, isTracing, traceBy, traceparentOf } from './tracing.ts';
export { type News, NewsPile } from './news.ts';
export { NEWS_CHANNEL, tellDelivery, tellNews } from './tell-news.ts';
export type { Task } from './task.ts';
export {
  accountProcedure,
  catalogProcedure,
  createCallerFactory,
  mergeRouters,
  type Meta,
  nameRequest,
  openProcedure,
  personProcedure,
  type RequestContext,
  type RestRoute,
  router,
  serviceProcedure,
  STREAMS,
} from './trpc.ts';
