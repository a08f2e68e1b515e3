import { type Sql, statement } from '@tidings/kernel';
import {
  type EndpointHealthChanged,
  endpointHealthChanged,
  endpointWarned,
  type EndpointWarned,
} from './hooks.ts';

type Row = { id: string; account_id: string; status: string; name: string; url: string };

// Primary key of endpoint.endpoint. Nothing is locked: the caller holds rows of endpoint.activity, and whoever changes
// a webhook takes these two locks the other way round.
const NAMED = statement<Row>(
  'endpoint.name-changed',
  `SELECT id, account_id, status, name, url
   FROM endpoint.endpoint
   WHERE id = ANY ($1::text[])
   ORDER BY id`,
);

type Unnamed<Named> = Omit<Named, 'accountId' | 'name' | 'url' | 'isActive'>;

/** What became of webhooks in one batch of attempts, of each at most one of a kind. */
export type HealthNews = { warned: Unnamed<EndpointWarned>[]; changed: Unnamed<EndpointHealthChanged>[] };

/**
 * Announces warnings, of webhooks that are active, and changes of health; in the transaction that recorded why. A
 * webhook that was deleted meanwhile is passed over.
 */
export async function announceHealth(tx: Sql, { warned, changed }: HealthNews): Promise<void> {
  const ids = [...warned, ...changed].map((each) => each.endpointId);
  if (ids.length === 0) return;
  for (const { id, account_id: accountId, status, name, url } of await tx.query(NAMED, [[...new Set(ids)]])) {
    const change = changed.find((each) => each.endpointId === id);
    const isActive = status === 'active';
    if (change) await endpointHealthChanged.announce(tx, { ...change, accountId, name, url, isActive });
    const warning = warned.find((each) => each.endpointId === id);
    if (warning && isActive) await endpointWarned.announce(tx, { ...warning, accountId, name, url });
  }
}
