export {
  acceptanceClock,
  type AcceptancePlace,
  type AcceptedAt,
  acceptedSince,
  isoOf,
} from './accepted-since.ts';
export { type Catalog, catalogOf, readCatalog } from './catalog.ts';
export { loadCatalog } from './catalog/live-catalog.ts';
export { showEventType } from './catalog/show-event-type.ts';
export { ConversionFault } from './catalog/convert.ts';
export { toVersion } from './catalog/to-version.ts';
export { eraseSubject } from './erase-subject.ts';
export { eventsWithValue, findEventIds } from './find-event-ids.ts';
export { findEvent, getEvent, getExplainedEvent } from './get-event.ts';
export { holdUnerased } from './hold-unerased.ts';
export type { ErasedEvent, ErasedPerson } from './erased-hook.ts';
export type { ExplainedEvent } from './explained-hook.ts';
export { failedClause } from './filter/failed-clause.ts';
export { readFilter } from './filter/read-filter.ts';
export { type AcceptedEvent, type MadeDeliveries, TooManyDeliveries } from './hooks.ts';
export { listEvents } from './list-events.ts';
export { loadBodies } from './load-bodies.ts';
export { makeSample } from './make-sample.ts';
export { publish } from './publish.ts';
export { loadRendering } from './rendering/keep-renderings.ts';
export { type Rendered, renderBodies } from './rendering/render-bodies.ts';
export { hasOlder, type PublishedData, type SeenData, seenData } from './rendering/seen-data.ts';
export { type PayloadStyle, variantOf, type Wish } from './rendering/variant.ts';
export { type TriedFilter, tryFilter } from './try-filter.ts';
export { publishBatch } from './publish-batch.ts';
export {
  isOperational,
  isPingOf,
  keptFrom,
  type OperationalEvent,
  PING,
  publishInTransaction,
} from './publish-in-transaction.ts';
export { checkSubscriptions, subscribes } from './subscribes.ts';
export {
  type EventPlace,
  type EventSelection,
  FIRST_PLACE,
  type WalkedEvent,
  walkEvents,
} from './walk-events.ts';
