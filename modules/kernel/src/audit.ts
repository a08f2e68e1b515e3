import type { Context } from './context.ts';
import type { Sql } from './database.ts';
import { Hook } from './hook.ts';
import { redactChange, redactText } from './redact.ts';

/** `subject.verb`, the verb in past tense: `webhook.created`, `secret.revealed`. */
export type AuditAction = `${string}.${string}`;

/** What was acted on. */
export type AuditSubject = { type: string; id: string; name?: string | undefined };

/** What may be said of a subject before or after: what JSON can carry, with field names as REST has them. */
export type AuditState = Readonly<Record<string, unknown>>;

export type AuditEntry = {
  action: AuditAction;
  subject: AuditSubject;
  /** How the subject was. With both given, only fields that differ are kept; secrets are never kept. */
  before?: AuditState | undefined;
  after?: AuditState | undefined;
  /** Whose log it belongs to: the context's account if left out; null: no account's, but the installation's. */
  accountId?: string | null;
};

/** Who acts, from where, and where: any context has it, and what the system does by itself states it. */
export type AuditOrigin = Pick<Context, 'actor' | 'requestId' | 'accountId' | 'address' | 'userAgent'>;

/** An entry as it is recorded: complete, and free of secrets. */
export type AuditRecord = {
  accountId: string | null;
  actor: { type: Context['actor']['type']; id: string; name: string };
  address: string | null;
  userAgent: string | null;
  requestId: string;
  action: AuditAction;
  subject: AuditSubject;
  before: AuditState | null;
  after: AuditState | null;
};

/** Announced in the transaction that does what is recorded. Without a listener nothing is recorded. */
export const audited = new Hook<[tx: Sql, record: AuditRecord]>();

/**
 * Records in the audit log what the caller does, in the caller's transaction: both are committed, or neither. Call
 * it last, since it locks the end of the account's log until the transaction ends. Values of secrets, passwords,
 * keys and headers are replaced, see {@link redactChange}.
 */
export async function audit(origin: AuditOrigin, tx: Sql, entry: AuditEntry): Promise<void> {
  const { type, id, name } = origin.actor;
  await audited.announce(tx, {
    accountId: entry.accountId === undefined ? (origin.accountId ?? null) : entry.accountId,
    actor: { type, id, name },
    address: origin.address ?? null,
    userAgent: origin.userAgent === undefined ? null : redactText(origin.userAgent),
    requestId: origin.requestId,
    action: entry.action,
    subject: redactSubject(entry.subject),
    ...redactChange(entry.before, entry.after),
  });
}

/** People name things, and some paste a key where a name goes. */
function redactSubject({ name, ...subject }: AuditSubject): AuditSubject {
  return name === undefined ? subject : { ...subject, name: redactText(name) };
}

/** What Tidings does by itself, in an account's log; without one, in the installation's. */
export function systemOrigin(accountId?: string): AuditOrigin {
  return {
    actor: { type: 'system', id: 'tidings', name: 'Tidings' },
    requestId: 'system',
    accountId,
    address: undefined,
    userAgent: undefined,
  };
}
