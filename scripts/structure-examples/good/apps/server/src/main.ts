import { steps } from '@tidings/event/wiring';

export const all = steps;
