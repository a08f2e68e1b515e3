import { event } from '@tidings/event/schema';
import type { AppRouter } from '@tidings/server';

export type Client = [AppRouter, typeof event];
