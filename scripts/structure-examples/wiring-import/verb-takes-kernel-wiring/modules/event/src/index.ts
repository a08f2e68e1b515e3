import { migrate } from '@tidings/kernel/wiring';

export const verb = migrate;
