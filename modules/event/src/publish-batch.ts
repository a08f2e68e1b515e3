import { type Context, DomainError, NotNow, RateLimited, toProblem } from '@tidings/kernel';
import type { Problem } from '@tidings/kernel/schema';
import { publish } from './publish.ts';
import { type Published, publishInput } from './schema.ts';

/** Stands in no key that a publisher can give, so that an event of a batch shares its name with no single event. */
const BETWEEN = '\n';

/**
 * Accepts up to 1,000 events, each on its own: one at fault does not hold up the others.
 * The same `idempotency_key` within 24 hours gives each event its first answer again.
 * @throws {DomainError} `unavailable` when none was accepted and some only for want of the database: publish all again.
 * `rate_limited` when none was accepted and some only for want of quota.
 * @returns an answer or a problem for each, in the order given.
 */
export async function publishBatch(
  ctx: Context,
  input: { events: unknown[]; idempotency_key?: string | undefined },
): Promise<{ data: (Published | { error: Problem })[] }> {
  const data = await Promise.all(
    input.events.map(async (event, index) => {
      try {
        const key = input.idempotency_key;
        return await publish(ctx, {
          ...publishInput.parse(event),
          ...(key !== undefined && { idempotency_key: `${key}${BETWEEN}${index}` }),
        });
      } catch (error) {
        const problem = toProblem(error, ctx.requestId);
        if (problem.status === 500) throw error; // ours, not the event's: the whole request failed
        return { error: problem };
      }
    }),
  );
  const unavailable = data.flatMap((answer) =>
    'error' in answer && answer.error.status === 503 ? [answer.error] : [],
  );
  // Where some were accepted, each answer stands for itself; a status for all of them would hide those. Of one that may
  // have been stored nobody may say that it was not.
  const told = unavailable.find(({ retry_after: again }) => again === undefined) ?? unavailable[0];
  if (told && data.every((answer) => 'error' in answer)) {
    throw told.retry_after === undefined
      ? new DomainError('unavailable', told.detail)
      : new NotNow('unavailable', told.detail, told.retry_after);
  }
  const limited = data.find((answer) => 'error' in answer && answer.error.status === 429);
  if (limited && 'error' in limited && data.every((answer) => 'error' in answer)) {
    throw new RateLimited(limited.error.detail, limited.error.retry_after ?? 1);
  }
  return { data };
}
