import { type Context, type Sql, statement, tenantOf } from '@tidings/kernel';
import { catalogOf } from '../catalog.ts';
import type { Subject } from '../is-about.ts';
import type { Event } from '../schema.ts';
import { facetsOf } from './facets-of.ts';
import { valueNotes } from './note-values.ts';

// Primary key: the values of one account, some ten thousand of each facet.
const ERASE = statement<never>(
  'event.erase-facet-values',
  'DELETE FROM event.facet_value WHERE account_id = $1 AND lower(value) = ANY ($2::text[])',
);

/**
 * Forgets the values that name a person: their address or id, and any address in the events that are about them. What
 * others share, such as a campaign, stays. In the transaction that has erased the events, {@link eraseAlone}: what waits to be
 * noted of them, in whichever process, is not noted any more.
 */
export async function eraseValues(ctx: Context, tx: Sql, subject: Subject, events: Event[]): Promise<void> {
  const own = ('email' in subject ? subject.email : subject.subject_id).toLowerCase();
  const facets = events
    .flatMap(({ type, data }) => facetsOf(catalogOf(ctx).get(type) ?? { facets: {} }, data))
    .filter(
      ({ value }) => value.trim().toLowerCase() === own || ('subject_id' in subject && value.includes('@')),
    );
  if (facets.length === 0) return;
  const accountId = tenantOf(ctx);
  await tx.query(ERASE, [accountId, [...new Set(facets.map(({ value }) => value.toLowerCase()))]]);
  valueNotes(ctx.database).forget(accountId, facets);
}
