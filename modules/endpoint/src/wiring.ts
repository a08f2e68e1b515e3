import type { Task } from '@tidings/kernel';
import type { MigrationStep } from '@tidings/kernel/wiring';
import { Endpoint } from './endpoint.entity.ts';
import { forgetRevisions } from './forget-revisions.ts';
import { Endpoints } from './migrations/0001-endpoints.ts';
import { Limits } from './migrations/0002-limits.ts';
import { Filters } from './migrations/0003-filters.ts';
import { Revisions } from './migrations/0004-revisions.ts';
import { PayloadStyle } from './migrations/0005-payload-style.ts';
import { RevisionVersion } from './migrations/0006-revision-version.ts';
import { SignatureScheme } from './migrations/0007-signature-scheme.ts';
import { ByCreator } from './migrations/0008-by-creator.ts';
import { Health } from './migrations/0009-health.ts';
import { DisabledAt } from './migrations/0010-disabled-at.ts';
import { LastSuccess } from './migrations/0011-last-success.ts';

export { countWebhooksOfApps, deleteWebhooksOfAccount, deleteWebhooksOfApp } from './delete-webhooks-of.ts';
export {
  type EndpointChange,
  endpointChallenged,
  endpointChanged,
  endpointDeleted,
  type EndpointDisabled,
  endpointDisabled,
  type EndpointHealthChanged,
  endpointHealthChanged,
  type EndpointWarned,
  endpointWarned,
} from './hooks.ts';
export { publishDisabled } from './publish-disabled.ts';
export { endpointRouter } from './router.ts';

export const endpointEntities = [Endpoint];
// A database runs what it has not run yet, wherever it stands among the steps of other modules.
export const endpointMigrations: MigrationStep[] = [
  { name: 'endpoint/0001-endpoints', class: Endpoints },
  { name: 'endpoint/0002-limits', class: Limits },
  { name: 'endpoint/0003-filters', class: Filters },
  { name: 'endpoint/0004-revisions', class: Revisions },
  { name: 'endpoint/0005-payload-style', class: PayloadStyle },
  { name: 'endpoint/0006-revision-version', class: RevisionVersion },
  { name: 'endpoint/0007-signature-scheme', class: SignatureScheme },
  { name: 'endpoint/0008-by-creator', class: ByCreator },
  { name: 'endpoint/0009-health', class: Health },
  { name: 'endpoint/0010-disabled-at', class: DisabledAt },
  { name: 'endpoint/0011-last-success', class: LastSuccess },
];

export const endpointTasks: Task[] = [
  { name: 'endpoint.forget-revisions', cron: '52 3 * * *', run: forgetRevisions },
];
