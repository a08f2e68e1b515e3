import type { MigrationStep } from '@tidings/kernel/wiring';
import { Secrets } from './migrations/0001-secrets.ts';
import { Rolling } from './migrations/0002-rolling.ts';

export { keyRingOf } from './key-ring.ts';
export { loadMasterKeys } from './master-key.ts';
export { resealAll } from './reseal.ts';
export { secretRouter } from './router.ts';
export { secretTasks } from './tasks.ts';

export const secretMigrations: MigrationStep[] = [
  { name: 'secret/0001-secrets', class: Secrets },
  { name: 'secret/0002-rolling', class: Rolling },
];
