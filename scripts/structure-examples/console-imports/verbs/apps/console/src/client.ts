import { verb } from '@tidings/event';

export const client = verb;
