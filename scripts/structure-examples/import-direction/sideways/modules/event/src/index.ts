import { verb } from '@tidings/secret';

export const publish = verb;
