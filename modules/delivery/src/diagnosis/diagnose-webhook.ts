import { getWebhook } from '@tidings/endpoint';
import type { Webhook } from '@tidings/endpoint/schema';
import { audit, type Context, tenantOf } from '@tidings/kernel';
import { trialLimit } from '../trial/trial-limit.ts';
import { fail, pass, warn } from './check.ts';
import { checkAddress, type Resolver } from './check-address.ts';
import { checkFilter, checkSubscriptions } from './check-choice.ts';
import { checkConnection } from './check-connection.ts';
import { checkResponse } from './check-response.ts';
import { checkSignatures } from './check-signatures.ts';
import type { Diagnosis, DiagnosisCheck } from './diagnosis-schema.ts';

/** Of a name with many addresses so many are tried, one after the other, until one accepts. */
const ADDRESSES_TRIED = 2;

/** What tests give in place of the system's. */
export type Tools = { look?: Resolver['look']; trusted?: string[] };

/**
 * Looks at all that has to be right for events to arrive, from the name of the receiver to the filter, and says of each
 * what was found and what to do. Nothing is changed, and nothing stored but that it was asked for, in the audit log and
 * before anything is sent; the receiver gets one signed `webhook.ping`.
 * What depends on a check that failed is left out. Takes 31 seconds at most: 3 for the name, 4 each for two addresses,
 * 4 for TLS and 15 for the answer.
 * @throws {DomainError} `not_found`, also for another account's webhook; `rate_limited`, together with tests.
 */
export async function diagnoseWebhook(
  ctx: Context,
  input: { id: string },
  tools: Tools = {},
): Promise<Diagnosis> {
  const webhook = await getWebhook(ctx, { id: input.id });
  return trialLimit.run(ctx.clock, tenantOf(ctx), async () => {
    await ctx.database.transaction((tx) =>
      audit(ctx, tx, {
        action: 'webhook.diagnosed',
        subject: { type: 'webhook', id: webhook.id, name: webhook.name },
      }),
    );
    const [network, filter, signatures] = await Promise.all([
      checkNetwork(ctx, webhook, tools),
      checkFilter(ctx, webhook),
      checkSignatures(ctx, webhook.id),
    ]);
    return { checks: [statusOf(webhook), ...network, checkSubscriptions(ctx, webhook), filter, signatures] };
  });
}

/** Each step needs the one before it. */
async function checkNetwork(
  ctx: Context,
  webhook: Webhook,
  { look, trusted }: Tools,
): Promise<DiagnosisCheck[]> {
  const { protocol, hostname, port } = new URL(webhook.url);
  const isHttps = protocol === 'https:';
  const host = hostname.replace(/^\[|\]$/g, '');
  const { checks, reachable } = await checkAddress(host, {
    accountId: tenantOf(ctx),
    allowed: ctx.config.ALLOW_PRIVATE_NETWORKS,
    protocol,
    ...(look && { look }),
  });
  if (reachable.length === 0) return checks;
  const place = { host, port: port === '' ? (isHttps ? 443 : 80) : Number(port), isHttps };
  let connection: DiagnosisCheck[] = [];
  for (const address of reachable.slice(0, ADDRESSES_TRIED)) {
    connection = await checkConnection(place, address, {
      now: ctx.clock.now(),
      trusted,
      namesSourceIps: ctx.config.SOURCE_IPS.length > 0,
    });
    if (connection.every(({ name, result }) => name !== 'tcp' || result === 'pass')) break;
  }
  if (connection.some(({ result }) => result === 'fail')) return [...checks, ...connection];
  return [...checks, ...connection, await checkResponse(ctx, webhook)];
}

const WHY: Record<NonNullable<Webhook['disabled_reason']>, string> = {
  consecutive_failures: 'after 100 consecutive failures',
  sustained_failures: 'after 3 days of failures without one success',
  gone: 'because the endpoint answered 410 Gone',
};

function statusOf({ status, disabled_reason: reason, health }: Webhook): DiagnosisCheck {
  switch (status) {
    case 'paused':
      return warn('status', 'The webhook is paused: nothing is delivered to it.', 'Resume it.');
    case 'disabled':
      return fail(
        'status',
        reason ? `The webhook was disabled ${WHY[reason]}.` : 'The system has disabled the webhook.',
        'Mend what fails below, then resume it.',
      );
    case 'active':
      return health === 'failing'
        ? warn(
            'status',
            'The webhook is active, and its deliveries fail.',
            'Look at what fails below, and at the delivery log.',
          )
        : pass('status', 'The webhook is active.');
    default:
      return status satisfies never;
  }
}
