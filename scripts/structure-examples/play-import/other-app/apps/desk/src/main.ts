import { verb } from '@tidings/play';

export const main = verb;
