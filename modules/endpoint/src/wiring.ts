import type { MigrationStep } from '@tidings/kernel/wiring';
import { Endpoint } from './endpoint.entity.ts';
import { Endpoints } from './migrations/0001-endpoints.ts';

export { endpointChanged, endpointDeleted, endpointDisabled } from './hooks.ts';
export { endpointRouter } from './router.ts';

export const endpointEntities = [Endpoint];
export const endpointMigrations: MigrationStep[] = [{ name: 'endpoint/0001-endpoints', class: Endpoints }];
