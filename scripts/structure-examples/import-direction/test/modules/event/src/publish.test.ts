import { verb } from '@tidings/delivery';

export const tested = verb;
