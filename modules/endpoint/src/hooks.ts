import { type Context, Hook, type Sql } from '@tidings/kernel';
import type { DayCounts } from './health.ts';
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

/** A webhook that will be disabled if its failures go on. */
export type EndpointWarned = {
  endpointId: string;
  accountId: string;
  name: string;
  url: string;
  /** How many failures in a row the warning is about; when a batch brought several, the highest. */
  threshold: 50 | 70 | 90;
  /** Failed attempts in a row at that moment; 100 disable the webhook. */
  consecutiveFailures: number;
  /** Of the last attempt; null: no answer. */
  lastStatusCode: number | null;
  /** Its error class, such as `timeout`. */
  lastError: string | null;
};

/** A webhook that has begun to fail, or fails no longer. */
export type EndpointHealthChanged = {
  endpointId: string;
  accountId: string;
  name: string;
  url: string;
  /** False for one that is paused or disabled, of which attempts may be under way still, or failures grow old. */
  isActive: boolean;
  health: 'failing' | 'healthy';
  /** What makes it failing: failures in a row, or their share of the attempts of a day; null when it is healthy. */
  reason: 'consecutive_failures' | 'failure_rate' | null;
  consecutiveFailures: number;
  /** Its attempts of the last 24 hours, where they were counted. */
  lastDay: DayCounts | null;
  /** Of the last attempt that failed; null: none, or no answer. */
  lastStatusCode: number | null;
  lastError: string | null;
};

/**
 * Announced in the transaction that records the 50th, 70th or 90th failure in a row, once for each row of failures; of all
 * webhooks of a batch at once, and never of none.
 */
export const endpointWarned = new Hook<[tx: Sql, warned: EndpointWarned[]]>();

/**
 * Announced in the transaction that finds the changes: with attempts, or when failures have become too old. Of each webhook
 * at most one, and never none.
 */
export const endpointHealthChanged = new Hook<[tx: Sql, changed: EndpointHealthChanged[]]>();

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
