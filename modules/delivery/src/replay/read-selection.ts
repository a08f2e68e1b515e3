import { findAnySubscribers, type AnySubscriber } from '@tidings/endpoint';
import { type Context, DomainError, invalid, notFound, tenantOf } from '@tidings/kernel';
import type { Selection } from './open-replay.ts';
import type { CreateReplayInput } from './replay-schema.ts';

/**
 * What a replay is asked for, once every part of it has been found to make sense.
 * @throws {DomainError} `invalid`, with a pointer to each fault.
 */
export function readSelection(ctx: Context, input: CreateReplayInput): Selection {
  const now = ctx.clock.now();
  const createdAfter = new Date(input.created_after);
  const until = new Date(input.created_before);
  // What happens from now on is delivered anyway; what happened in this very millisecond counts.
  const createdBefore = until > now ? new Date(now.getTime() + 1) : until;
  if (until <= createdAfter) {
    throw invalid('/created_before', 'This must be later than created_after.');
  }
  if (createdAfter >= now)
    throw invalid('/created_after', 'This lies in the future: nothing has happened yet.');
  if (input.only_failed && input.only_missed) {
    throw invalid('/only_missed', 'Give either only_failed or only_missed: no event is both.');
  }
  return {
    accountId: tenantOf(ctx),
    createdAfter,
    createdBefore,
    acceptedBefore: null,
    types: input.types ?? null,
    only: input.only_failed ? 'failed' : input.only_missed ? 'missed' : null,
  };
}

/**
 * The webhook that is named, in whatever state it is, or all active ones.
 * @throws {DomainError} `not_found` when the one that is named is not there.
 */
export async function webhooksFor(ctx: Context, webhookId: string | undefined): Promise<AnySubscriber[]> {
  const webhooks = await findAnySubscribers(ctx.database, ctx, {
    accountId: tenantOf(ctx),
    endpointId: webhookId ?? null,
  });
  if (webhookId === undefined) return webhooks.filter(({ status }) => status === 'active');
  if (webhooks.length === 0) throw notFound('This webhook');
  return webhooks;
}

/** @throws {DomainError} `conflict`. */
export function refuseInactive(webhooks: AnySubscriber[]): void {
  const inactive = webhooks.find(({ status }) => status !== 'active');
  if (!inactive) return;
  throw new DomainError('conflict', `The webhook is ${inactive.status}. Resume it, then replay.`);
}
