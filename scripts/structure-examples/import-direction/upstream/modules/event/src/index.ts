import { verb } from '@tidings/delivery';

export const publish = verb;
