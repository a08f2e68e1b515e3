import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Access,
  hasAccess,
  isDatabaseAway,
  type News,
  RateLimited,
  type RequestContext,
  tenantOf,
} from '@tidings/kernel';
import type { TrackedEnvelope } from '@trpc/server';
import type { z } from 'zod';
import { hubOf } from './hub.ts';
import type { news, streamNewsInput } from './schema.ts';

/** Whether whoever hears still may is asked this often. */
const CHECK_MS = 15_000;
/** And not more often than this, whatever happens in the account. */
const CHECKS_APART_MS = 2_000;
/** Then a client connects anew: it may have gone without a word, and processes share the streams evenly again. */
const LONGEST_MS = 15 * 60_000;

const rule = (access: Pick<Access, 'scopes' | 'role'>): Access => ({
  ...access,
  portal: true,
  service: true,
  inAccount: true,
});
/** As for the lists that the news are about. */
const OF_DELIVERIES = rule({ scopes: ['deliveries:read'], role: 'developer' });
const OF_WEBHOOKS = rule({ scopes: ['webhooks:read'], role: 'developer' });
const OF_EVENTS = rule({ scopes: ['events:read'], role: 'viewer' });
/** Programs have none: they have the operational events. */
const OF_NOTICES: Access = { ...rule({ scopes: [], role: 'developer' }), service: false };

/**
 * What changes in the account, as it happens, of what its client may read: ids only. It begins with what came after
 * `lastEventId`, or says that everything may have changed where nobody knows. The stream ends within
 * 15 seconds when its client may hear less, or more, than at its beginning: a new one is then refused or not.
 * @throws {DomainError} `rate_limited` with too many streams, `unavailable` when the process is ending.
 */
export function streamNews(
  ctx: RequestContext,
  { lastEventId }: z.output<typeof streamNewsInput>,
  signal?: AbortSignal,
): AsyncGenerator<TrackedEnvelope<z.output<typeof news>>, void> {
  const accountId = tenantOf(ctx);
  const stream = hubOf(ctx.database).open({ accountId, name: nameOf(ctx) }, lastEventId ?? null);
  const check = checkWith(ctx, () => stream.end());
  stream.onAccess = check;
  const checks = setInterval(check, CHECK_MS);
  const longest = setTimeout(() => stream.end(), LONGEST_MS);
  stream.atEnd(() => {
    clearInterval(checks);
    clearTimeout(longest);
  });
  if (signal?.aborted) stream.end();
  signal?.addEventListener('abort', () => stream.end(), { once: true });
  return stream.messages(hearingOf(ctx));
}

function nameOf({ actor }: RequestContext): string {
  return `${actor.type} ${actor.type === 'app' ? actor.keyId : actor.id}`;
}

function hearingOf(ctx: RequestContext): (news: News) => News {
  const [deliveries, webhooks, events, notices] = [OF_DELIVERIES, OF_WEBHOOKS, OF_EVENTS, OF_NOTICES].map(
    (of) => hasAccess(ctx, of),
  );
  return (news) => ({
    ...(deliveries && news.deliveries && { deliveries: news.deliveries }),
    ...(webhooks && news.webhooks && { webhooks: news.webhooks }),
    ...(events && news.events && { events: true }),
    ...(notices && news.notices && { notices: true }),
    ...(news.everything && { everything: true }),
  });
}

/** @returns what looks whether the client still is who it was, one look at a time, and calls `end` if not. */
function checkWith(ctx: RequestContext, end: () => void): () => void {
  const { identifyAgain } = ctx;
  if (!identifyAgain) return () => undefined;
  const before = rightsOf(ctx);
  let isLooking = false;
  let again = false;
  const look = async (): Promise<void> => {
    isLooking = true;
    do {
      again = false;
      try {
        if (rightsOf(await identifyAgain()) !== before) return end();
      } catch (error) {
        // Nobody can be asked, or was asked too often: the next look tells.
        if (!isDatabaseAway(error) && !(error instanceof RateLimited)) return end();
      }
      await sleep(CHECKS_APART_MS, undefined, { ref: false });
    } while (again);
    isLooking = false;
  };
  return () => {
    again = true;
    if (!isLooking) void look();
  };
}

function rightsOf({
  signedIn,
  actor,
  accountId,
}: Pick<RequestContext, 'signedIn' | 'actor' | 'accountId'>): string {
  return JSON.stringify([signedIn, accountId, { ...actor, name: '' }]);
}
