import { type Sql, statement } from '@tidings/kernel';

/** Who keeps the past of the audit log from being changed, beside its hashes. */
export type AuditProtection = {
  /**
   * `role`: it belongs to a role that this one is not, so not even code that runs in Tidings can. `triggers`: only
   * triggers refuse, and this role could remove them. `none`: even they are gone.
   */
  kind: 'role' | 'triggers' | 'none';
  /** The role that Tidings works as. */
  role: string;
};

// System catalogues. A member of the owner, or a superuser, can become the owner; both count as members.
const READ = statement<{ role: string; is_owner: boolean; may_change: boolean; triggers: number }>(
  'audit.read-protection',
  `SELECT current_user AS role,
          bool_or(pg_has_role(current_user, c.relowner, 'MEMBER')) AS is_owner,
          bool_or(has_table_privilege(current_user, c.oid, 'UPDATE, DELETE, TRUNCATE, TRIGGER')) AS may_change,
          count(t.oid)::float8 AS triggers
   FROM pg_class AS c
   LEFT JOIN pg_trigger AS t ON t.tgrelid = c.oid AND t.tgenabled IN ('O', 'A')
     AND t.tgname IN ('advance', 'append_only', 'by_entry')
   WHERE c.oid IN ('audit.entry'::regclass, 'audit.chain'::regclass)`,
);
const TRIGGERS = 4;

/** What protects the audit log from the role of this connection. */
export async function auditProtection(sql: Sql): Promise<AuditProtection> {
  const [row] = await sql.query(READ);
  if (!row) throw new Error('An aggregate always has a row.');
  const { role } = row;
  if (row.triggers < TRIGGERS) return { kind: 'none', role };
  return { kind: row.is_owner || row.may_change ? 'triggers' : 'role', role };
}
