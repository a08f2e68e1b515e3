import type { Configuration } from '@tidings/server';

export type Client = Configuration;
