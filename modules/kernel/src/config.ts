import { z } from 'zod';
import { consoleNotice } from './console-notice.ts';
import { durationMs } from './duration.ts';
import { LOOPBACK, NEAR } from './near.ts';
import { retriesOutlast } from './retry-span.ts';

/** How Tidings was started: `dev` by `npm start`, `demo` by `npm run demo`, else `production`. */
export type Mode = 'dev' | 'demo' | 'production';

const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
);

const cidr = z.union([z.cidrv4(), z.cidrv6()], { error: 'expected addresses such as 10.0.0.0/8' });

const duration = z.string().refine((text) => {
  try {
    return durationMs(text) <= LONGEST_DELAY_MS;
  } catch {
    return false;
  }
}, 'expected durations such as 30s, 5m or 24h, each 168h at most');

const masterKey = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,32}:[A-Za-z0-9+/]{43}=$/, 'expected kid:base64 of 32 bytes');

// It becomes part of a Content-Security-Policy: nothing but an origin, or all subdomains of one.
const frameOrigin = z
  .string()
  .regex(
    /^https?:\/\/(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?$/,
    'expected origins such as https://app.example.com',
  );

const webOrigin = z
  .string()
  .refine(
    (text) => /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text,
    'expected origins such as https://app.example.com',
  );

const otlpHeader = z
  .string()
  .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}=[\x20-\x7e]*$/, 'expected name=value')
  .transform((pair, context): [string, string] => {
    const at = pair.indexOf('=');
    try {
      return [pair.slice(0, at), decodeURIComponent(pair.slice(at + 1))];
    } catch {
      context.addIssue({ code: 'custom', message: 'expected values that are percent-encoded' });
      return z.NEVER;
    }
  });

const DAY_MS = 86_400_000;
const LONGEST_DELAY_MS = 7 * DAY_MS;

function haveOwnNames(keys: string[]): boolean {
  return new Set(keys.map((key) => key.slice(0, key.indexOf(':')))).size === keys.length;
}

/** Every setting: an environment variable, what it means, and what it is when unset. */
export const settings = z.object({
  PORT: z.coerce.number().int().min(1).max(65535).default(3400).describe('Port of console, API and docs.'),
  HOST: z
    .string()
    .default('0.0.0.0')
    .describe('Address to listen on; dev and demo listen on 127.0.0.1 unless set.'),
  PUBLIC_URL: z.url().optional().describe('Where people reach Tidings; http://localhost:PORT if unset.'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'expected postgres://…')
    .optional()
    .describe('Postgres 15 or later; an embedded Postgres in DATA_DIR if unset.'),
  DATA_DIR: z.string().default('data').describe('Folder for what was made once: embedded Postgres, keys.'),
  TIDINGS_SERVICE_KEY: z
    .string()
    .regex(/^tdg_sk_[A-Za-z0-9_-]{16,200}$/, 'expected tdg_sk_ and at least 16 letters or digits')
    .optional()
    .describe('Fixes the first service key; made once in DATA_DIR if unset.'),
  TIDINGS_ADMIN_EMAIL: z.email().default('admin@example.com').describe('E-mail of the first admin.'),
  TIDINGS_ADMIN_PASSWORD: z
    .string()
    .min(8, 'expected at least 8 characters')
    .max(128)
    .optional()
    .describe('Password of the first admin; made once in DATA_DIR if unset.'),
  TIDINGS_MASTER_KEYS: list
    .pipe(z.array(masterKey).min(1).refine(haveOwnNames, 'two keys have the same name'))
    .optional()
    .describe(
      'Keys that encrypt secrets at rest, kid:base64 of 32 bytes, comma-separated, the first encrypts; made once in DATA_DIR if unset.',
    ),
  SECRET_REVEAL: z
    .enum(['reauth', 'never'])
    .default('reauth')
    .describe('Whether people can see a webhook secret again: after entering their password, or never.'),
  ALLOW_PRIVATE_NETWORKS: list
    .pipe(z.array(cidr))
    .optional()
    .describe(
      `Comma-separated CIDRs that deliveries may reach besides public addresses; ${LOOPBACK.join(',')} in dev and demo, none in production.`,
    ),
  RETRY_DELAYS: list
    .pipe(z.array(duration).min(1).max(10))
    .default(['1m', '5m', '15m', '1h', '24h'])
    .describe('Waits before each retry of webhooks that set none.'),
  BRAND: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9-]{0,30}$/, 'expected letters, digits and hyphens')
    .default('Tidings')
    .describe('Name in the headers of deliveries (X-<Brand>-Event …) and in the console.'),
  CONSOLE_NOTICE: consoleNotice
    .optional()
    .describe(
      'Notice above the list of webhooks in the console: "Text | link" or "Text | link | Label"; none if unset.',
    ),
  CORS_ORIGINS: list
    .pipe(z.array(webOrigin))
    .default([])
    .describe(
      'Comma-separated origins whose pages may call the REST API with a key, such as https://app.example.com; none if unset.',
    ),
  CATALOG_DIR: z
    .string()
    .optional()
    .describe('Folder of event types; the catalog shipped with Tidings if unset.'),
  RETENTION_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(3650)
    .default(30)
    .describe('Days for which events, deliveries and attempts are kept.'),
  DELIVERY_CONCURRENCY: z.coerce
    .number()
    .int()
    .min(1)
    .max(5000)
    .default(500)
    .describe(
      'Most quick deliveries that one worker process has under way at once; with slow ones, up to eight times as many.',
    ),
  METRICS_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{16,200}$/, 'expected 16 to 200 visible ASCII characters')
    .optional()
    .describe(
      'Bearer token that /metrics asks for; if unset, it answers loopback and private addresses that come by no proxy.',
    ),
  KEY_RATE_LIMIT: z.coerce
    .number()
    .int()
    .min(1)
    .max(100_000)
    .default(100)
    .describe(
      'Requests a second that each account key may make of one API process. Service keys have no limit.',
    ),
  PORTAL_FRAME_ORIGINS: list
    .pipe(z.array(frameOrigin))
    .default([])
    .describe(
      'Comma-separated origins whose pages may show the portal in a frame, such as https://app.example.com; none if unset.',
    ),
  SOURCE_IPS: list
    .pipe(z.array(z.union([z.ipv4(), z.ipv6(), cidr], { error: 'expected addresses such as 203.0.113.7' })))
    .default([])
    .describe('Comma-separated addresses or CIDRs that deliveries come from, to be told to receivers.'),
  TRUSTED_PROXIES: list
    .pipe(
      z.union([
        z.tuple([z.literal('none')]).transform(() => []),
        z
          .array(
            z.union([z.ipv4(), z.ipv6(), cidr], { error: 'expected addresses such as 10.0.0.5, or none' }),
          )
          .min(1),
      ]),
    )
    .optional()
    .describe(
      `Comma-separated addresses or CIDRs of proxies whose X-Forwarded-For is believed, or none; loopback and private addresses in production, none in dev and demo.`,
    ),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/[^/?#\s]+(?:[/?#]\S*)?$/, 'expected smtp://user:password@host:587 or smtps://…')
    .refine(URL.canParse, 'expected smtp://user:password@host:587 or smtps://…')
    .optional()
    .describe('Mail server for invitations, new passwords and news of webhooks; no e-mail is sent if unset.'),
  MAIL_FROM: z
    .string()
    .regex(
      /^(?:[^<>\r\n]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/,
      'expected Name <address> or an address',
    )
    .optional()
    .describe('Sender of e-mails; "<Brand> <no-reply@ the host of PUBLIC_URL>" if unset.'),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/, error: 'expected http://… or https://…' })
    .optional()
    .describe(
      'OpenTelemetry collector that traces go to, by OTLP over HTTP, such as http://collector:4318; nothing is traced if unset.',
    ),
  OTEL_EXPORTER_OTLP_HEADERS: list
    .pipe(z.array(otlpHeader))
    .transform((pairs): Record<string, string> => Object.fromEntries(pairs))
    .optional()
    .describe(
      'Headers for the collector: name=value, comma-separated, values percent-encoded; none if unset.',
    ),
  OTEL_SERVICE_NAME: z.string().max(200).default('tidings').describe('Name of the service in traces.'),
  OTEL_TRACES_SAMPLER_ARG: z.coerce
    .number()
    .min(0)
    .max(1)
    .default(1)
    .describe('Share of traces that are recorded, of those that begin here, from 0 to 1.'),
  MAIL_GATHER: duration
    .default('1m')
    .describe('How long news of webhooks waits for more of the same account, to be mailed together.'),
  MAIL_GAP: duration
    .default('15m')
    .describe('Time between two e-mails about webhooks of an account; a disabled webhook is told sooner.'),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('Least severe line that is logged.'),
});

export type Config = Omit<
  z.output<typeof settings>,
  'PUBLIC_URL' | 'ALLOW_PRIVATE_NETWORKS' | 'TRUSTED_PROXIES'
> & {
  readonly mode: Mode;
  readonly PUBLIC_URL: string;
  readonly ALLOW_PRIVATE_NETWORKS: string[];
  readonly TRUSTED_PROXIES: string[];
};

/** What is wrong with the environment, a line for each variable. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/**
 * Reads and validates all settings. Empty variables count as unset.
 * @throws {ConfigError} naming each variable at fault and what it should be.
 */
export function readConfig(environment: Record<string, string | undefined>, mode: Mode): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = settings.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${String(issue.path[0])}: ${issue.message}`);
    throw new ConfigError(`These settings are not valid:\n${lines.join('\n')}`);
  }
  const config = parsed.data;
  if (retriesOutlast(config.RETRY_DELAYS, config.RETENTION_DAYS)) {
    throw new ConfigError(
      'These settings are not valid:\n  RETRY_DELAYS: the last retry would come after RETENTION_DAYS, when its event is gone',
    );
  }
  const local = mode !== 'production';
  return {
    ...config,
    mode,
    // The demo's traffic stays apart from what somebody built with `npm start`.
    DATA_DIR: given['DATA_DIR'] ?? (mode === 'demo' ? 'data/demo' : config.DATA_DIR),
    HOST: given['HOST'] ?? (local ? '127.0.0.1' : config.HOST),
    PUBLIC_URL: config.PUBLIC_URL ?? `http://localhost:${config.PORT}`,
    ALLOW_PRIVATE_NETWORKS: config.ALLOW_PRIVATE_NETWORKS ?? (local ? LOOPBACK : []),
    TRUSTED_PROXIES: config.TRUSTED_PROXIES ?? (local ? [] : NEAR),
  };
}
