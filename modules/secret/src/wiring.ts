import type { MigrationStep } from '@tidings/kernel/wiring';
import { Secrets } from './migrations/0001-secrets.ts';

export { loadMasterKeys } from './master-key.ts';

export const secretMigrations: MigrationStep[] = [{ name: 'secret/0001-secrets', class: Secrets }];
