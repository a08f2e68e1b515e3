import { checkHeaders, getWebhook, loadTargets, matches } from '@tidings/endpoint';
import type { Webhook } from '@tidings/endpoint/schema';
import { catalogOf, findEvent, makeSample, renderBodies, variantOf } from '@tidings/event';
import type { Event } from '@tidings/event/schema';
import { type Context, DomainError, invalid, notFound, tenantOf } from '@tidings/kernel';
import { canSign } from '@tidings/secret';
import { keepTrial } from './keep-trial.ts';
import { presentTrial } from './present-trial.ts';
import { sendTrial, type TrialEvent } from './send-trial.ts';
import { trialLimit } from './trial-limit.ts';
import type { TestResult, TestWebhookInput } from './trial-schema.ts';

/** `variant` and `day` of an event that is in the log; null for a sample. */
type Chosen = TrialEvent & { stored: { day: string; variant: string | null } | null };

/**
 * Sends a webhook one event now, whether it is active or not and whatever it is subscribed to: a sample of a type, with
 * data if given, or a past event, in the version and style that the webhook has. Signed as its deliveries are. It is in
 * the delivery log as a test, is never tried again, and does not count for the webhook's health.
 * @throws {DomainError} `not_found`; `invalid`; `forbidden` for a past event and a key that cannot read events;
 * `conflict` for an event that was erased, or a webhook whose secret cannot be read; `rate_limited`.
 */
export async function testWebhook(ctx: Context, input: TestWebhookInput): Promise<TestResult> {
  if (input.headers) checkHeaders(ctx.config, input.headers);
  const webhook = await getWebhook(ctx, { id: input.id });
  return trialLimit.run(ctx.clock, tenantOf(ctx), async () => {
    const event = await choose(ctx, input, webhook);
    const target = (await loadTargets(ctx, [webhook.id])).get(webhook.id);
    if (!target) throw notFound('This webhook');
    if (!canSign(target.keys, target.scheme))
      throw new DomainError(
        'conflict',
        'The secret of this webhook cannot be read. Roll it, then test again.',
      );
    const timeoutMs = input.timeout_seconds === undefined ? target.timeoutMs : input.timeout_seconds * 1000;
    const trial = await sendTrial(
      ctx,
      { ...target, timeoutMs, headers: input.headers ?? target.headers },
      event,
    );
    await keepTrial(ctx, trial, { webhook, event });
    return presentTrial(trial, {
      deliveryId: trial.deliveryId,
      body: event.body,
      timeoutMs,
      namesSourceIps: ctx.config.SOURCE_IPS.length > 0,
    });
  });
}

function firstType(ctx: Context, { events }: Webhook): string {
  const wanted = catalogOf(ctx)
    .list()
    .find(({ name }) => events.some((subscription) => matches(subscription, name)));
  if (!wanted)
    throw invalid('/type', 'The webhook is subscribed to nothing that there is. Give the type of a sample.');
  return wanted.name;
}

async function choose(ctx: Context, input: TestWebhookInput, webhook: Webhook): Promise<Chosen> {
  const wish = { apiVersion: webhook.api_version, payloadStyle: webhook.payload_style };
  if (input.event_id === undefined) {
    const sample = await makeSample(
      ctx,
      { type: input.type ?? firstType(ctx, webhook), data: input.data },
      wish,
    );
    return { ...sample, stored: null };
  }
  // Its data stand in the answer.
  if (ctx.actor.type === 'app' && !ctx.actor.scopes.includes('events:read'))
    throw new DomainError('forbidden', 'This key lacks the scope events:read, to test with a past event.');
  const found = await findEvent(ctx, input.event_id);
  if (!found) throw notFound('This event');
  if (found.is_erased)
    throw new DomainError('conflict', 'The data of the event were erased. There is nothing to send.');
  const { type }: Event = JSON.parse(found.body); // the envelope that we wrote
  const { day, id, body } = found;
  const variant = variantOf(catalogOf(ctx), type, wish);
  if (variant === null) return { id, type, body, stored: { day, variant } };
  const event = { accountId: tenantOf(ctx), day, id, variant };
  const rendered = (await renderBodies(ctx, [{ ...event, body }]))(event);
  if (!rendered || 'fault' in rendered)
    throw invalid('/event_id', rendered?.fault ?? 'This event cannot be made.');
  return { id, type, body: rendered.body, stored: { day, variant } };
}
