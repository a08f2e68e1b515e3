export { type Catalog, catalogOf, loadCatalog, readCatalog } from './catalog.ts';
export { eraseSubject } from './erase-subject.ts';
export { getEvent } from './get-event.ts';
export type { ErasedEvent } from './erased-hook.ts';
export type { AcceptedEvent, MadeDeliveries } from './hooks.ts';
export { listEvents } from './list-events.ts';
export { loadBodies } from './load-bodies.ts';
export { publish } from './publish.ts';
export { publishBatch } from './publish-batch.ts';
