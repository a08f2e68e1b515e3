import { filterInput, subscription } from '@tidings/event/schema';
import { creator, pageInput, pageOf, refusingProto, text, typeId } from '@tidings/kernel/schema';
import { shownSecret, signatureScheme } from '@tidings/secret/schema';
import { z } from 'zod';

export { urlFault } from './url-fault.ts';

/** Seven days in each unit of a duration. */
const WEEK: Record<string, number> = { s: 604_800, m: 10_080, h: 168 };

/** An integer and `s`, `m` or `h`; at most 7 days. */
export const duration = z
  .string()
  .regex(/^[1-9][0-9]{0,5}[smh]$/, {
    error: 'Expected a duration such as "30s", "5m" or "24h".',
    abort: true,
  })
  .refine(
    (text) => Number.parseInt(text, 10) <= (WEEK[text.at(-1) ?? ''] ?? 0),
    'A delay is 7 days at most: 168h.',
  );

export const STANDARD_DELAYS = ['1m', '5m', '15m', '1h', '24h'];

export const retryPolicy = z.strictObject({
  enabled: z.boolean(),
  max_retries: z.number().int().min(0).max(10),
  delays: z.array(duration).min(1).max(10),
});
export type RetryPolicy = z.output<typeof retryPolicy>;

// What JSON can carry and UTF-8 cannot would be stored as something else.
const wellFormed = text.refine((given) => given.isWellFormed(), 'Text cannot contain half a character.');
const name = wellFormed.trim().min(1, 'Give the webhook a name.').max(100);
const description = wellFormed.max(500);
export const webhookUrl = z.string().max(2048, 'A URL has at most 2,048 characters.');
const events = z.array(subscription).min(1, 'Choose at least one event.').max(100);
const apiVersion = z.iso.date().meta({
  description: 'Dated version of event data that it is sent; any that an event type has.',
});
const timeoutSeconds = z.number().int().min(1).max(30);
const payloadStyle = z.enum(['snapshot', 'thin']).meta({
  description: '`snapshot`: all of `data`; `thin`: only what the event is about, and where to read it.',
});
const rateLimit = z
  .number()
  .int()
  .min(1)
  .max(10_000)
  .nullable()
  .meta({ description: 'Attempts a second at most; null: no limit.' });
const headerName = z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/, 'Not a header name.');
// Visible ASCII, spaces and tabs only: a line break would end the header (RFC 9110 §5.5).
const headerValue = z
  .string()
  .max(1000)
  .regex(/^[\t\x20-\x7e]*$/, 'A header value is visible ASCII text on one line.');

const FORBIDDEN_HEADERS = new Set([
  'host',
  'connection',
  'content-length',
  'content-type',
  'content-encoding',
  'transfer-encoding',
  'cookie',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'upgrade',
  'expect',
  'user-agent',
  'traceparent',
  'tracestate',
]);

/**
 * A header's name as programs find it that get headers as variables (RFC 3875 §4.1.18): `x_tidings_event` and
 * `X-Tidings-Event` are one to CGI, WSGI and PHP.
 */
export function asVariable(name: string): string {
  return name.toLowerCase().replaceAll('_', '-');
}

const headers = refusingProto(
  z.record(headerName, headerValue, {
    error: ({ code }) => (code === 'invalid_key' ? 'Not a header name.' : undefined),
  }),
);

export const customHeaders = headers.superRefine((given, context) => {
  const names = Object.keys(given);
  const seen = new Set<string>();
  if (names.length > 20) context.addIssue({ code: 'custom', message: 'At most 20 headers.' });
  for (const key of names) {
    const lower = key.toLowerCase();
    if (FORBIDDEN_HEADERS.has(asVariable(key)) || asVariable(key).startsWith('webhook-')) {
      context.addIssue({ code: 'custom', path: [key], message: `The header "${key}" is set by the sender.` });
    }
    if (seen.has(lower))
      context.addIssue({ code: 'custom', path: [key], message: `The header "${key}" is given twice.` });
    seen.add(lower);
  }
});

const settable = {
  name,
  description,
  url: webhookUrl,
  events,
  payload_style: payloadStyle,
  filter: filterInput,
  retry: retryPolicy.partial(),
  timeout_seconds: timeoutSeconds,
  headers: customHeaders,
  rate_limit: rateLimit,
  signature_scheme: signatureScheme,
  api_version: apiVersion,
};

export const createWebhookInput = z
  .strictObject({
    ...settable,
    name: name.optional().meta({ description: "The URL's host if left out." }),
    description: description.default(''),
    payload_style: payloadStyle.default('snapshot'),
    filter: filterInput.default({}),
    retry: settable.retry.default({}),
    timeout_seconds: timeoutSeconds.default(5),
    headers: customHeaders.default({}),
    rate_limit: rateLimit.optional(),
    signature_scheme: signatureScheme.default('standard'),
    api_version: apiVersion.optional().meta({ description: 'The newest version if left out.' }),
    ping: z.boolean().optional().meta({
      description: 'Sends the webhook an event `webhook.ping` when it is created, whatever it subscribes to.',
    }),
    verify: z.enum(['challenge']).optional().meta({
      description:
        '`challenge`: posts `{"type":"url_verification","challenge":"…"}` to the URL first, unsigned, and creates the webhook only if the answer is 2xx with the same challenge, as text or as JSON.',
    }),
  })
  .meta({ id: 'CreateWebhook' });
export type CreateWebhookInput = z.output<typeof createWebhookInput>;

export const replaceWebhookInput = createWebhookInput
  .omit({ ping: true, verify: true })
  .extend({ id: typeId('wh') })
  .meta({ id: 'ReplaceWebhook' });
export type ReplaceWebhookInput = z.output<typeof replaceWebhookInput>;

export const updateWebhookInput = z
  .strictObject({
    id: typeId('wh'),
    ...z.object(settable).partial().shape,
    status: z.enum(['active', 'paused']).optional(),
  })
  .meta({ id: 'UpdateWebhook' });
export type UpdateWebhookInput = z.output<typeof updateWebhookInput>;

export const webhookStatus = z.enum(['active', 'paused', 'disabled']);
export const webhookHealth = z.enum(['healthy', 'failing', 'idle']).meta({
  description:
    '`failing`: 5 failed attempts in a row, or at least 5 % of at least 20 in 24 hours (the hour that runs and the 23 before it), ' +
    'and then until less than 4 % are, or disabled by the system; `idle`: no attempt in 24 hours.',
});
/** What people see of status and health together. */
export const webhookBadge = z.enum(['active', 'paused', 'failing', 'inactive']).meta({
  description:
    'What the console shows: `active` and `failing` are active webhooks, `inactive` are disabled ones.',
});

export const webhook = z
  .object({
    id: typeId('wh'),
    name: z.string(),
    description: z.string(),
    url: z.string(),
    events: z.array(z.string()),
    payload_style: z.enum(['snapshot', 'thin']),
    api_version: z.string(),
    filter: z.record(z.string(), z.unknown()),
    status: webhookStatus,
    disabled_reason: z.enum(['consecutive_failures', 'sustained_failures', 'gone']).nullable(),
    health: webhookHealth,
    health_changed_at: z.string().nullable().meta({
      description:
        'Since when the health is what it is; null: nothing was ever sent. Of a disabled webhook when it was disabled.',
    }),
    retry: retryPolicy,
    timeout_seconds: z.number(),
    headers: z.record(z.string(), z.string()),
    rate_limit: z.number().nullable(),
    signature_scheme: signatureScheme,
    public_key: z.string().nullable().meta({
      description: 'With the scheme `ed25519`: what its `v1a` signatures verify with, `whpk_…`.',
    }),
    created_at: z.string(),
    updated_at: z.string(),
    created_by: creator,
    secret_hint: z.string(),
    secrets: z.array(shownSecret).meta({
      description: 'The secrets that sign, newest first: several while a roll overlaps.',
    }),
  })
  .meta({ id: 'Webhook' });
export type Webhook = z.output<typeof webhook>;

export const createdWebhook = webhook.extend({ secret: z.string() }).meta({ id: 'CreatedWebhook' });

export const rollSecretInput = z
  .strictObject({
    id: typeId('wh'),
    overlap_hours: z.number().int().min(0).max(168).default(24).meta({
      description:
        'Hours for which the secret before signs as well; older ones keep their ends. 0 ends all of them at once.',
    }),
  })
  .meta({ id: 'RollSecret' });
export type RollSecretInput = z.output<typeof rollSecretInput>;

export const rolledWebhook = createdWebhook
  .extend({
    overlap_ends_at: z.string().nullable().meta({
      description: 'Until then the secret before this one signs as well; null: none does.',
    }),
  })
  .meta({ id: 'RolledWebhook' });
export type RolledWebhook = z.output<typeof rolledWebhook>;

export const revealSecretInput = z
  .strictObject({
    id: typeId('wh'),
    password: z
      .string()
      .min(1, 'Enter your password.')
      .max(128)
      .meta({ description: 'Of the person who is signed in.' }),
  })
  .meta({ id: 'RevealSecret' });
export type RevealSecretInput = z.output<typeof revealSecretInput>;

export const revealedSecret = z.object({ secret: z.string() }).meta({ id: 'RevealedSecret' });
export type RevealedSecret = z.output<typeof revealedSecret>;

export const jwks = z
  .object({
    keys: z.array(
      z.object({
        kty: z.literal('OKP'),
        crv: z.literal('Ed25519'),
        x: z.string(),
        kid: z.string(),
        use: z.literal('sig'),
        alg: z.literal('EdDSA'),
      }),
    ),
  })
  .meta({ id: 'Jwks', description: 'JSON Web Key Set (RFC 7517) of Ed25519 keys (RFC 8037).' });
export type Jwks = z.output<typeof jwks>;

export const listWebhooksInput = pageInput.extend({
  status: webhookStatus.optional().meta({ description: 'Only webhooks in this status.' }),
  health: webhookHealth.optional(),
  badge: webhookBadge.optional(),
  q: text.max(200).optional().meta({ description: 'Part of the name or URL.' }),
  created_by_type: creator.shape.type
    .optional()
    .meta({ description: 'Who made it: a person, app or service.' }),
  created_by_id: text.max(200).optional().meta({ description: 'Who made it, by id.' }),
});
export const webhookPage = pageOf(webhook);
export const webhookIdInput = z.strictObject({ id: typeId('wh') });

/** So many {@link listedWebhook}s a page has. */
export const MOST_LISTED = 1_000;

/** What lists show of a webhook: a quarter of it, so that most accounts fit into one page. */
export const listedWebhook = webhook.pick({
  id: true,
  name: true,
  url: true,
  events: true,
  status: true,
  disabled_reason: true,
  health: true,
  health_changed_at: true,
  timeout_seconds: true,
  created_at: true,
  created_by: true,
});
export type ListedWebhook = z.output<typeof listedWebhook>;
export const listedWebhooksInput = z.strictObject({
  ids: z.array(typeId('wh')).max(100).optional().meta({ description: 'Only of these.' }),
  cursor: pageInput.shape.cursor,
});
export const listedWebhooks = pageOf(listedWebhook);

/** What a webhook has done so far; for the console's list. */
export const webhookActivity = z.object({
  webhook_id: typeId('wh'),
  attempts_total: z.number().int(),
  failed_total: z.number().int(),
  consecutive_failures: z.number().int(),
  last_attempt_at: z.string().nullable(),
});
export const webhookActivityList = z.object({ data: z.array(webhookActivity) });
