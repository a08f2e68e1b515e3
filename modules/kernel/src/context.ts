import type { Logger } from 'pino';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { Database } from './database.ts';
import { DomainError } from './errors.ts';
import type { Role, Scope } from './schema.ts';

/** Who acts. `system` is Tidings itself: tasks and operational events. */
export type Actor =
  /** `sessionId`: of the session that vouches for them. */
  | { type: 'user'; id: string; name: string; role: Role; sessionId?: string | undefined }
  /** Whoever came by a portal link; `id` is the link's. */
  | { type: 'portal'; id: string; name: string; role: Role }
  /** An account key; `id` and `name` are of the app that it was made for, or its own if for none. */
  | { type: 'app'; id: string; name: string; keyId: string; scopes: readonly Scope[] }
  | { type: 'service'; id: string; name: string }
  | { type: 'system'; id: string; name: string };

/** What an account's plan allows. */
export type Quota = {
  /** Deliveries that published events may make a minute; null: no limit. */
  readonly deliveriesPerMinute: number | null;
  /** Webhooks that the account may have; null: no limit. */
  readonly webhooks: number | null;
};

/** What a verb works with: the process's parts, and whose request this is. */
export interface Context {
  readonly config: Config;
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly actor: Actor;
  readonly requestId: string;
  /** Where the request came from, as far as the proxies that are believed tell; undefined where nobody asked. */
  readonly address?: string | undefined;
  /** The first 200 characters of what the client calls itself. */
  readonly userAgent?: string | undefined;
  /** Where the client is in a trace, as it says itself (W3C Trace Context); only while traces are recorded. */
  readonly traceparent?: string | undefined;
  /** The tenant; undefined for a service key that named none. */
  readonly accountId: string | undefined;
  /** The tenant's; undefined: none was set, or Tidings itself acts. */
  readonly quota?: Quota | undefined;
}

/**
 * The tenant that every query of a verb is bound to.
 * @throws {DomainError} `malformed` when a service key named no account.
 */
export function tenantOf(ctx: Context): string {
  if (ctx.accountId === undefined) {
    throw new DomainError('malformed', 'Name the account in the header "Tidings-Account: acct_…".');
  }
  return ctx.accountId;
}
