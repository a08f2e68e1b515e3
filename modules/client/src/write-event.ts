import { typeidUnboxed } from 'typeid-js';
import { checkEvent } from './check-event.ts';
import type { Queryable } from './connections.ts';
import type { OutboxEvent } from './outbox-event.ts';

const INSERT = `INSERT INTO tidings.outbox (id, account_id, type, data, api_version, created_at, bytes, traceparent)
   VALUES ($1, $2, $3, $4, $5, coalesce($6::timestamptz, now()), $7, $8)`;

/** W3C Trace Context, version 00. A trace that is none must not cost the event. */
const TRACEPARENT = /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/**
 * Writes an event into the outbox, in the transaction that is open on `client`: it is published if and only if that
 * transaction commits. Where none is open on it, it is published by itself.
 * @returns the id that the event has from now on, `evt_…`; receivers get it as `webhook-id`.
 * @throws {TypeError} for a pool: each of its queries may be on another connection, so that none is in your transaction.
 * @throws {OutboxEventError} for what Tidings would refuse whatever its catalog says; nothing was written.
 */
export async function writeEvent(client: Queryable, event: OutboxEvent): Promise<string> {
  if (isPool(client)) throw new TypeError(POOL);
  const { json, createdAt } = checkEvent(event);
  const id = typeidUnboxed('evt');
  await client.query(INSERT, [
    id,
    event.account_id,
    event.type,
    json,
    event.api_version ?? null,
    createdAt ?? null,
    Buffer.byteLength(json),
    TRACEPARENT.test(event.traceparent ?? '') ? event.traceparent : null,
  ]);
  return id;
}

const POOL =
  'writeEvent was given a pool, on which no transaction is open. Give it the client that ran BEGIN: pool.connect().';

/** As those of `pg` are: it counts its connections. A client can connect as well, and counts none. */
function isPool(client: Queryable): boolean {
  return 'connect' in client && 'totalCount' in client;
}
