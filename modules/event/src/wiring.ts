import type { MigrationStep } from '@tidings/kernel/wiring';
import { Events } from './migrations/0001-events.ts';
import { Erased } from './migrations/0002-erased.ts';
import { Facets } from './migrations/0003-facets.ts';
import { CatalogTables } from './migrations/0004-catalog.ts';
import { Happened } from './migrations/0004-happened.ts';
import { Accepted } from './migrations/0005-accepted.ts';
import { Allowances } from './migrations/0008-allowances.ts';
import { Renderings } from './migrations/0006-renderings.ts';
import { FacetLabels } from './migrations/0007-facet-labels.ts';
import { Trace } from './migrations/0009-trace.ts';
import { ByAcceptance } from './migrations/0010-by-acceptance.ts';
import { BatchKeys } from './migrations/0011-batch-keys.ts';

export { followCatalog } from './catalog/follow-catalog.ts';
export { loadCatalog } from './catalog/live-catalog.ts';
export { eventsErased, subjectErased } from './erased-hook.ts';
export { eventExplained } from './explained-hook.ts';
export { deliveriesEstimated, eventsAccepted } from './hooks.ts';
export { eventRouter } from './router.ts';
export { forgetAccount } from './forget-account.ts';
export { eventTasks, maintainEventPartitions } from './tasks.ts';

export const eventMigrations: MigrationStep[] = [
  { name: 'event/0001-events', class: Events },
  { name: 'event/0002-erased', class: Erased },
  { name: 'event/0003-facets', class: Facets },
  { name: 'event/0004-catalog', class: CatalogTables },
  { name: 'event/0004-happened', class: Happened },
  { name: 'event/0005-accepted', class: Accepted },
  { name: 'event/0006-renderings', class: Renderings },
  { name: 'event/0007-facet-labels', class: FacetLabels },
  { name: 'event/0008-allowances', class: Allowances },
  { name: 'event/0009-trace', class: Trace },
  { name: 'event/0010-by-acceptance', class: ByAcceptance },
  { name: 'event/0011-batch-keys', class: BatchKeys },
];
