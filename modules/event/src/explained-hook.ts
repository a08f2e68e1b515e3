import { type Context, Hook } from '@tidings/kernel';
import type { Explanation } from './schema.ts';

/** An event whose fate is asked for; data that were erased are null. */
export type ExplainedEvent = {
  id: string;
  day: string;
  type: string;
  apiVersion: string;
  acceptedAt: Date;
  data: Record<string, unknown> | null;
};

/** Asked when an event is read: listeners say of every webhook of the account why it got the event or did not. */
export const eventExplained = new Hook<[ctx: Context, event: ExplainedEvent], Explanation[]>();
