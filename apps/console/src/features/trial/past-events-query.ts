import { trpc } from '../../api/client.ts';

const SHOWN = 8;

/** What past events are chosen by. */
export interface Wanted {
  type: string | undefined;
  q: string | undefined;
}

/** The newest events of a type, and of what they are about, where one is asked for. */
export function pastEventsQuery({ type, q }: Wanted) {
  return trpc.events.list.queryOptions({ limit: SHOWN, type: type || undefined, q: q?.trim() || undefined });
}
