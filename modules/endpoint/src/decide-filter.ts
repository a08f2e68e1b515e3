import { setImmediate as letOthersRun } from 'node:timers/promises';
import { type Catalog, failedClause, hasOlder, type SeenData, seenData } from '@tidings/event';
import { readStoredFilter } from './stored-filter.ts';

/** An event as far as filters decide by it; data that were erased are null. */
export type FilteredEvent = { type: string; apiVersion: string; data: Record<string, unknown> | null };
/** A webhook's filter, with the version to which it was pinned. */
type Pinned = { filter: string; apiVersion: string };

/** So long filters are asked which clause failed; somebody waits for the answer, and may ask again in two seconds. */
const TIME_LIMIT_MS = 250;

/**
 * Says of the filters of an account why they kept an event back. What several webhooks share is looked at once, others
 * run between, and when the time is up what is left to tell is only that they did.
 * @returns asks one filter: the reason, or null where the event passes.
 */
export function filterReasons(
  catalog: Catalog,
  event: FilteredEvent,
  nowMs: () => number,
): (pinned: Pinned) => Promise<string | null> {
  const { type, apiVersion: from, data } = event;
  const told = new Map<string, string | null>();
  const seen = new Map<string, SeenData>();
  const untilMs = nowMs() + TIME_LIMIT_MS;
  const isOneForAll = !hasOlder(catalog, event);

  async function seenBy(pin: string): Promise<SeenData> {
    if (data === null || isOneForAll) return data ?? undefined;
    if (!seen.has(pin))
      seen.set(pin, (await seenData(catalog, { type, apiVersion: from, data }, [pin]))(pin));
    return seen.get(pin);
  }

  return async ({ filter: text, apiVersion }) => {
    if (data === null) return ERASED;
    const name = `${apiVersion} ${text}`;
    const known = told.get(name);
    if (known !== undefined) return known;
    if (nowMs() > untilMs) return NO_TIME;
    await letOthersRun();
    const { filter, fault } = readStoredFilter(text);
    const clause = filter ? failedClause(filter, await seenBy(apiVersion)) : undefined;
    const reason =
      clause === undefined
        ? `Nothing passes the webhook's filter, since it cannot be read: ${fault} Save it once more.`
        : clause && `The filter did not let it pass: ${clause}.`;
    told.set(name, reason);
    return reason;
  };
}

const ERASED = "The webhook had a filter. Since the event's data were erased, nobody can tell what it said.";
const NO_TIME =
  'The filter did not let it pass. Which clause did not is not said: to ask all filters takes too long.';
