import {
  audit,
  type AuditAction,
  type AuditOrigin,
  type AuditState,
  type Sql,
  statement,
} from '@tidings/kernel';

/** Set by our handler from the connection, never taken from the client. */
export const CLIENT_ADDRESS_HEADER = 'x-tidings-client-address';
export const REQUEST_ID_HEADER = 'x-tidings-request-id';

const USER_AGENT_CHARACTERS = 200;

/** Somebody who acts at the door: nobody yet, or a person. */
export type Visitor = { id: string; name: string } | undefined;

/** Who asks and from where, for the audit log: what is done at the door belongs to no account yet. */
export function doorOrigin(headers: Headers | undefined, visitor: Visitor): AuditOrigin {
  return {
    actor: visitor
      ? { type: 'user', id: visitor.id, name: visitor.name, role: 'viewer' }
      : { type: 'system', id: 'anonymous', name: 'anonymous' },
    requestId: headers?.get(REQUEST_ID_HEADER) ?? 'unknown',
    accountId: undefined,
    address: headers?.get(CLIENT_ADDRESS_HEADER) ?? undefined,
    userAgent: headers?.get('user-agent')?.slice(0, USER_AGENT_CHARACTERS),
  };
}

// By member_user_id_idx.
const ACCOUNTS = statement<{ account_id: string }>(
  'identity.accounts-of-person',
  `SELECT account_id
   FROM identity.member
   WHERE user_id = $1
   ORDER BY account_id`,
);

export type PersonalEntry = {
  action: AuditAction;
  person: { id: string; email: string };
  before?: AuditState | undefined;
  after?: AuditState | undefined;
};

/** Records what concerns a person rather than an account in the log of every account that they belong to. */
export async function auditPerson(origin: AuditOrigin, tx: Sql, entry: PersonalEntry): Promise<void> {
  const { action, person, before, after } = entry;
  const accounts = await tx.query(ACCOUNTS, [person.id]);
  const ids = accounts.length > 0 ? accounts.map((row) => row.account_id) : [null];
  for (const accountId of ids) {
    await audit(origin, tx, {
      action,
      subject: { type: 'user', id: person.id, name: person.email },
      before,
      after,
      accountId,
    });
  }
}
