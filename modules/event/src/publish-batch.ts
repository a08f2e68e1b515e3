import { type Context, toProblem } from '@tidings/kernel';
import type { Problem } from '@tidings/kernel/schema';
import { publish } from './publish.ts';
import { type Published, publishInput } from './schema.ts';

/**
 * Accepts up to 1,000 events, each on its own: one at fault does not hold up the others.
 * @returns an answer or a problem for each, in the order given.
 */
export async function publishBatch(
  ctx: Context,
  input: { events: unknown[] },
): Promise<{ data: (Published | { error: Problem })[] }> {
  const data = await Promise.all(
    input.events.map(async (event) => {
      try {
        return await publish(ctx, publishInput.parse(event));
      } catch (error) {
        const problem = toProblem(error, ctx.requestId);
        if (problem.status === 500) throw error; // ours, not the event's: the whole request failed
        return { error: problem };
      }
    }),
  );
  return { data };
}
