import { appRouter } from '@tidings/server';

export const procedures = Object.keys(appRouter);
