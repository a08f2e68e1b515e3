import { type Context, Hook, type Sql } from '@tidings/kernel';
import type { Webhook } from './schema.ts';

/** What delivering depends on, after a change. */
export type EndpointChange = {
  endpointId: string;
  accountId: string;
  status: Webhook['status'];
  /** Whether it was active before the change; true for one that has just been created. */
  wasActive: boolean;
  /** Attempts a second; null: no limit. */
  rateLimit: number | null;
};

/** A webhook that the system has disabled, and the rule that did it. */
export type EndpointDisabled = {
  endpointId: string;
  accountId: string;
  reason: NonNullable<Webhook['disabled_reason']>;
  name: string;
  url: string;
  /** Failed attempts in a row at that moment. */
  consecutiveFailures: number;
  /** What came of the attempt that decided it; null: no answer. */
  lastStatusCode: number | null;
  /** Its error class, such as `timeout`. */
  lastError: string | null;
};

/** Announced in the transaction that creates a webhook, or changes its status or rate limit. */
export const endpointChanged = new Hook<[tx: Sql, change: EndpointChange]>();

/** Announced in the transaction that disables a webhook, after `endpointChanged`. */
export const endpointDisabled = new Hook<[tx: Sql, disabled: EndpointDisabled]>();

/**
 * Announced in the transaction that deletes a webhook. What a listener answers is called after the commit, before the
 * deletion is confirmed, and never fails.
 */
export const endpointDeleted = new Hook<[tx: Sql, endpointId: string], (() => Promise<void>) | void>();

/** An endpoint that is to prove that it wants to be one, before there is a webhook. */
export type ChallengedEndpoint = { url: string; headers: Record<string, string>; timeoutMs: number };

/**
 * Asked outside of any transaction, since it waits for the endpoint. Answers what kept the endpoint from proving itself,
 * in a sentence for its developer; null: it did.
 */
export const endpointChallenged = new Hook<[ctx: Context, endpoint: ChallengedEndpoint], string | null>();
