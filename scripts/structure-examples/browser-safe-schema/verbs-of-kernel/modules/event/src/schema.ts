import { verb } from '@tidings/kernel';

export const id = verb;
