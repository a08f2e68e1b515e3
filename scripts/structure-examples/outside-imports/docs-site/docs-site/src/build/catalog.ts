import type { verb } from '@tidings/event';

export type Catalog = typeof verb;
