import { checkHeaders, vetUrl } from '@tidings/endpoint';
import { makeSample } from '@tidings/event';
import { type Context, tenantOf } from '@tidings/kernel';
import { newSigningSecret } from '@tidings/secret';
import { presentTrial } from './present-trial.ts';
import { sendTrial } from './send-trial.ts';
import { trialLimit } from './trial-limit.ts';
import type { TestResult, TestUrlInput } from './trial-schema.ts';

/**
 * Tries a URL before anything is saved: sends it one sample event, signed with a secret that is made for this test and
 * told in the answer. Nothing is stored. Not before its receiver has answered, or its time is over.
 * @throws {DomainError} `invalid` for a URL that deliveries must not go to, a type that does not exist, or data that do
 * not satisfy it; `rate_limited`.
 */
export async function testUrl(ctx: Context, input: TestUrlInput): Promise<TestResult> {
  return trialLimit.run(ctx.clock, tenantOf(ctx), async () => {
    checkHeaders(ctx.config, input.headers);
    await vetUrl(input.url, ctx.config.ALLOW_PRIVATE_NETWORKS);
    const event = await makeSample(ctx, input);
    const secret = newSigningSecret();
    const timeoutMs = input.timeout_seconds * 1000;
    const target = { url: input.url, timeoutMs, headers: input.headers, secrets: [secret] };
    const trial = await sendTrial(ctx, target, event);
    return { ...presentTrial(trial, { deliveryId: null, body: event.body, timeoutMs }), secret };
  });
}
