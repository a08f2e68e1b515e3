import {
  type Context,
  dateOf,
  decodeNumberCursor,
  DomainError,
  invalid,
  pageFrom,
  statement,
} from '@tidings/kernel';
import type { z } from 'zod';
import type { StoredEntry } from './canonical.ts';
import { accountOf, chainOf } from './chain.ts';
import { ENTRY_COLUMNS } from './entry-columns.ts';
import type { AuditEntryShown, auditPage, ListAuditInput } from './schema.ts';

type Row = StoredEntry & { previous_hash: string; hash: string };

/** Conditions of filters; `$n` is the number of their value. Time does not run backwards along a chain. */
const IS_ACTION = 'action = $n'; // index entry_action
const IS_ACTION_ON = "action >= $n::text || '.' AND action < $n::text || '/'"; // '/' follows '.'; the same index
const IS_BY = 'actor_id = $n'; // index entry_actor
const IS_ABOUT = 'subject_id = $n'; // index entry_subject
// Index entry_at.
const IS_AFTER = `sequence > coalesce((
     SELECT sequence FROM audit.entry WHERE chain = $1 AND at <= $n::timestamptz ORDER BY at DESC, sequence DESC LIMIT 1), 0)`;
const IS_BEFORE = `sequence < coalesce((
     SELECT sequence FROM audit.entry WHERE chain = $1 AND at >= $n::timestamptz ORDER BY at, sequence LIMIT 1), 9e18)`;
const IS_FOLLOWING = 'sequence < $n::bigint';

/**
 * The audit log of the account, newest first; for a service key that names no account, of what belongs to none, such
 * as the catalog, or of the account that it asks for. Entries that are appended meanwhile do not move those of later pages.
 * @throws {DomainError} `invalid` when the cursor is not one that this list gave, or when an account is asked for by
 * anybody else.
 */
export async function listAudit(ctx: Context, input: ListAuditInput): Promise<z.output<typeof auditPage>> {
  const chain = chainOf(accountFor(ctx, input));
  const [query, values] = selectFor(input, chain);
  const rows = await ctx.database.query(query, values);
  return pageFrom(rows, input.limit, {
    list: listOf(chain),
    show,
    position: (row) => [String(row.sequence)],
  });
}

function listOf(chain: string): string {
  return `audit ${chain}`;
}

/** Whose log may be read: only what names no account, and is a service, may choose. */
function accountFor(ctx: Context, input: ListAuditInput): string | null {
  if (ctx.accountId === undefined) {
    if (ctx.actor.type !== 'service')
      throw new DomainError('forbidden', 'This needs a member of the account.');
    return input.account_id ?? null;
  }
  if (input.account_id !== undefined && input.account_id !== ctx.accountId) {
    throw invalid('account_id', 'Leave this out: this shows the log of your own account.');
  }
  return ctx.accountId;
}

function selectFor(input: ListAuditInput, chain: string) {
  const ofSubject = input.action?.endsWith('.*') ? input.action.slice(0, -2) : undefined;
  const conditions: [condition: string, value: unknown][] = [
    [IS_ACTION, ofSubject === undefined ? input.action : undefined],
    [IS_ACTION_ON, ofSubject],
    [IS_BY, input.actor],
    [IS_ABOUT, input.subject],
    [IS_AFTER, dateOf(input.created_after) ?? undefined],
    [IS_BEFORE, dateOf(input.created_before) ?? undefined],
    [IS_FOLLOWING, input.cursor === undefined ? undefined : decodeNumberCursor(listOf(chain), input.cursor)],
  ];
  const values: unknown[] = [chain, input.limit + 1];
  const clauses = conditions
    .filter(([, value]) => value !== undefined)
    .map(([condition, value]) => condition.replaceAll('$n', `$${values.push(value)}`));
  // Without a name: Postgres plans each combination of filters with its values.
  const text = `SELECT ${ENTRY_COLUMNS}
   FROM audit.entry
   WHERE ${['chain = $1', ...clauses].join(' AND ')}
   ORDER BY audit.entry.sequence DESC
   LIMIT $2`;
  return [statement<Row>('', text), values] as const;
}

function show(row: Row): AuditEntryShown {
  return {
    id: row.id,
    created_at: row.at,
    account_id: accountOf(row.chain),
    actor: {
      type: row.actor_type as AuditEntryShown['actor']['type'],
      id: row.actor_id,
      name: row.actor_name,
    }, // appendAudit wrote it
    address: row.address,
    user_agent: row.user_agent,
    request_id: row.request_id,
    action: row.action,
    subject: { type: row.subject_type, id: row.subject_id, name: row.subject_name },
    before: row.before === null ? null : JSON.parse(row.before),
    after: row.after === null ? null : JSON.parse(row.after),
    sequence: row.sequence,
    previous_hash: row.previous_hash,
    hash: row.hash,
  };
}
