import { appRouter } from '@tidings/server';

export const client = appRouter;
