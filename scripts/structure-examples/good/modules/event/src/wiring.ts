import type { MigrationStep } from '@tidings/kernel/wiring';

export const steps: MigrationStep[] = [];
