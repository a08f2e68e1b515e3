import { secret } from '@tidings/kernel/src/secret.ts';

export const verb = secret;
