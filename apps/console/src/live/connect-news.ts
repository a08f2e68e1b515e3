import type { News, streamNewsInput } from '@tidings/live/schema';
import { TRPCClientError } from '@trpc/client';
import type { z } from 'zod';

import { shownAccount } from '../api/client.ts';
import { readFailure } from '../api/failure.ts';
import type { Subscriber } from './news-stream.ts';

/** A browser sends no headers of ours with it. */
function newsUrl(lastEventId: string | undefined): string {
  const input: z.input<typeof streamNewsInput> = { lastEventId };
  const asked = { connectionParams: JSON.stringify(shownAccount()), input: JSON.stringify(input) };
  return `/trpc/live.news?${String(new URLSearchParams(asked))}`;
}

/** Whether the server tells to whom it says no, and not that it cannot now. */
function isRefusal(said: string): boolean {
  const failure = readFailure(TRPCClientError.from({ error: JSON.parse(said) as object })); // as tRPC writes it
  return failure.kind === 'refused' && failure.status < 500;
}

/**
 * One connection to the news, as tRPC sends what a procedure tells by itself. What reads it in tRPC's client stands in the same
 * file as all calls, so 2.5 kB of it would come before the first page, which needs none.
 * @returns what closes it.
 */
export function connectNews(lastEventId: string | undefined, subscriber: Subscriber): () => void {
  const source = new EventSource(newsUrl(lastEventId));
  let longestSilenceMs: number | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const close = () => {
    clearTimeout(timer);
    source.close();
  };
  const fail = (isRefused: boolean) => {
    close();
    subscriber.onFailed(isRefused);
  };
  const heard = () => {
    clearTimeout(timer);
    if (longestSilenceMs !== undefined) timer = setTimeout(() => fail(false), longestSilenceMs);
  };
  source.addEventListener('connected', ({ data }: MessageEvent<string>) => {
    const told = JSON.parse(data) as { reconnectAfterInactivityMs?: number }; // `STREAMS` of the server
    longestSilenceMs = told.reconnectAfterInactivityMs;
    heard();
  });
  source.addEventListener('ping', heard);
  source.addEventListener('message', ({ lastEventId: id, data }: MessageEvent<string>) => {
    heard();
    subscriber.onNews(id, JSON.parse(data) as News); // as the server writes it
  });
  source.addEventListener('return', () => {
    close();
    subscriber.onEnded();
  });
  source.addEventListener('serialized-error', ({ data }: MessageEvent<string>) => {
    if (isRefusal(data)) fail(true);
    else subscriber.onReconnecting();
  });
  source.addEventListener('error', () => {
    if (source.readyState === source.CLOSED) return fail(false);
    // The browser connects again by itself.
    heard();
    subscriber.onReconnecting();
  });
  return close;
}
