import { checkHeaders, vetUrl } from '@tidings/endpoint';
import { makeSample } from '@tidings/event';
import { audit, type Context, tenantOf } from '@tidings/kernel';
import { throwawayKeys } from '@tidings/secret';
import { presentTrial } from './present-trial.ts';
import { sendTrial } from './send-trial.ts';
import { trialLimit } from './trial-limit.ts';
import type { TestResult, TestUrlInput } from './trial-schema.ts';

/**
 * Tries a URL before anything is saved: sends it one sample event, signed by the scheme that is asked for, with keys
 * that are made for this test and told in the answer. Nothing is stored but that it was asked for, in the audit log and
 * before anything is sent: our addresses send to any that is public. It answers when the receiver has, or when its time
 * is over.
 * @throws {DomainError} `invalid` for a URL that deliveries must not go to, a type that does not exist, or data that do
 * not satisfy it; `rate_limited`.
 */
export async function testUrl(ctx: Context, input: TestUrlInput): Promise<TestResult> {
  return trialLimit.run(ctx.clock, tenantOf(ctx), async () => {
    checkHeaders(ctx.config, input.headers);
    await vetUrl(input.url, { accountId: tenantOf(ctx), allowed: ctx.config.ALLOW_PRIVATE_NETWORKS });
    const event = await makeSample(ctx, input);
    const { url, headers, signature_scheme: scheme } = input;
    const { host } = new URL(url);
    await ctx.database.transaction((tx) =>
      audit(ctx, tx, {
        action: 'url.tested',
        subject: { type: 'url', id: host },
        after: { event_type: event.type }, // path and query are often a secret
      }),
    );
    const { keys, secret, publicKey } = throwawayKeys(scheme);
    const timeoutMs = input.timeout_seconds * 1000;
    const trial = await sendTrial(ctx, { url, timeoutMs, headers, scheme, keys }, event);
    return {
      ...presentTrial(trial, {
        deliveryId: null,
        body: event.body,
        timeoutMs,
        namesSourceIps: ctx.config.SOURCE_IPS.length > 0,
      }),
      secret,
      ...(publicKey && { public_key: publicKey }),
    };
  });
}
