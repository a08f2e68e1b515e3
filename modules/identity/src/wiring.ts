import type { MigrationStep } from '@tidings/kernel/wiring';
import { AccountEntity } from './account.entity.ts';
import { Identity } from './migrations/0001-identity.ts';

export { type Auth, createAuth } from './auth.ts';
export { ensureFirstPrincipals, type FirstPrincipals } from './ensure-first-principals.ts';
export { identityRouter } from './router.ts';

export const identityMigrations: MigrationStep[] = [{ name: 'identity/0001-identity', class: Identity }];

export const identityEntities = [AccountEntity];
