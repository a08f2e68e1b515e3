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
   WHERE id = ANY ($1::text[])`,
);

type Unnamed<Named> = Omit<Named, 'accountId' | 'name' | 'url' | 'isActive'>;

/** What became of webhooks in one batch of attempts, of each at most one of a kind. */
export type HealthNews = { warned: Unnamed<EndpointWarned>[]; changed: Unnamed<EndpointHealthChanged>[] };

/**
 * Announces changes of health, and warnings, of webhooks that are active; in the transaction that recorded why, and each
 * kind at once: when the way out breaks, all webhooks of a batch fail together. A webhook that was deleted meanwhile is
 * passed over.
 */
export async function announceHealth(tx: Sql, { warned, changed }: HealthNews): Promise<void> {
  const ids = [...warned, ...changed].map((each) => each.endpointId);
  if (ids.length === 0) return;
  const rows = new Map((await tx.query(NAMED, [[...new Set(ids)]])).map((row) => [row.id, row]));
  const named = <News extends { endpointId: string }>(all: News[]) =>
    all.flatMap((each) => {
      const row = rows.get(each.endpointId);
      if (!row) return [];
      const { account_id: accountId, status, name, url } = row;
      return [{ ...each, accountId, name, url, isActive: status === 'active' }];
    });
  const changes = named(changed);
  if (changes.length > 0) await endpointHealthChanged.announce(tx, changes);
  const warnings = named(warned).filter((each) => each.isActive);
  if (warnings.length > 0) await endpointWarned.announce(tx, warnings);
}
