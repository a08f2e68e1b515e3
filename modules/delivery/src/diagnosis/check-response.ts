import { loadTargets, type Target } from '@tidings/endpoint';
import type { Webhook } from '@tidings/endpoint/schema';
import { type Context, newId, tenantOf } from '@tidings/kernel';
import { canSign } from '@tidings/secret';
import { likelyCauses } from '../trial/likely-causes.ts';
import { sendTrial } from '../trial/send-trial.ts';
import { fail, pass, warn } from './check.ts';
import type { DiagnosisCheck } from './diagnosis-schema.ts';

/** Together with the other checks it stays below the longest time that a request may take. */
const LONGEST_MS = 15_000;
const SLOW_MS = 1_000;
const CRITICAL_MS = 3_000;
const EXCERPT = 300;

/**
 * Sends a signed `webhook.ping` through the guarded client, as a delivery would go, and looks at the answer. Nothing of it is
 * stored, and it does not count for the webhook's health.
 */
export async function checkResponse(ctx: Context, webhook: Webhook): Promise<DiagnosisCheck> {
  const target = (await loadTargets(ctx, [webhook.id])).get(webhook.id);
  if (!target) return fail('response', 'The webhook was deleted meanwhile.', 'Create it again.');
  if (!canSign(target.keys, target.scheme))
    return fail(
      'response',
      'The secret of this webhook cannot be read, so nothing can be signed.',
      'Roll the secret.',
    );
  const timeoutMs = Math.min(target.timeoutMs, LONGEST_MS);
  const event = pingOf(ctx, webhook);
  const { outcome } = await sendTrial(ctx, { ...target, timeoutMs }, event);
  if (outcome.error !== null) {
    const [cause = '', next = 'Look into the log of your server.'] = likelyCauses(
      outcome,
      timeoutMs,
      ctx.config.SOURCE_IPS.length > 0,
    );
    return fail('response', `${cause}${excerptOf(outcome.response?.body)}`, next);
  }
  return inTime(outcome.statusCode ?? 200, outcome.durationMs, target);
}

function inTime(status: number, durationMs: number, { timeoutMs }: Target): DiagnosisCheck {
  const detail = `Endpoint answered ${status} to a signed webhook.ping after ${durationMs} ms, of ${timeoutMs} ms that it has.`;
  if (durationMs < SLOW_MS) return pass('response', detail);
  const how = durationMs < CRITICAL_MS ? 'slow' : 'very slow';
  return warn(
    'response',
    `${detail} That is ${how}.`,
    'Answer 2xx first and do the work afterwards, in a queue.',
  );
}

function excerptOf(body: string | undefined): string {
  const text = body?.replaceAll(/\s+/g, ' ').trim() ?? '';
  if (text === '') return '';
  return ` It answered: ${text.length > EXCERPT ? `${text.slice(0, EXCERPT)}…` : text}`;
}

function pingOf(ctx: Context, webhook: Webhook): { id: string; type: string; body: string } {
  const id = newId('evt');
  const type = 'webhook.ping';
  const body = JSON.stringify({
    id,
    type,
    api_version: webhook.api_version,
    created_at: ctx.clock.now().toISOString(),
    account_id: tenantOf(ctx),
    data: { object: { object: 'webhook', id: webhook.id } },
  });
  return { id, type, body };
}
