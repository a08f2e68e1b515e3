import { verb } from '@tidings/event';

export const journey = verb;
