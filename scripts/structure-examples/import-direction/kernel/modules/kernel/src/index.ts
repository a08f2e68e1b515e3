import type { verb } from '@tidings/event';

export type Verb = typeof verb;
