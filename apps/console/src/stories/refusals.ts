import type { Answer } from './story.ts';

/** The server is there, and cannot. */
export const OUT_OF_ORDER: Answer = { status: 503, detail: 'The database did not answer in time.' };
