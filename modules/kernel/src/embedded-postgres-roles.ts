import { createHmac } from 'node:crypto';
import pg from 'pg';

/** As whom Tidings works: it owns all that it made, and may do nothing to what it does not own. */
const APPLICATION_ROLE = 'tidings';
/** Whose the audit log is. Nobody signs in as this one, so nobody that does can change the log's past. */
const AUDIT_ROLE = 'tidings_audit';

const MAKE_ROLES = `
  DO $$
  BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${APPLICATION_ROLE}') THEN
      CREATE ROLE ${APPLICATION_ROLE} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${AUDIT_ROLE}') THEN
      CREATE ROLE ${AUDIT_ROLE} NOLOGIN;
    END IF;
    EXECUTE format('GRANT CREATE, CONNECT, TEMPORARY ON DATABASE %I TO ${APPLICATION_ROLE}', current_database());
  END
  $$`;

/**
 * Clusters were once used as superuser, and an older version that is started in between does so again: what belongs
 * to the superuser becomes the application's, but for the audit log. `REASSIGN OWNED` refuses the first superuser.
 * Sequences of columns and indexes go with their tables.
 */
const HAND_OVER = `
  DO $$
  DECLARE
    command text;
  BEGIN
    FOR command IN
      WITH ours AS (
        SELECT oid, nspname, nspowner
        FROM pg_namespace
        WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'public', 'audit')
      ), me AS (
        SELECT oid FROM pg_roles WHERE rolname = current_user
      )
      SELECT format('ALTER SCHEMA %I OWNER TO ${APPLICATION_ROLE}', nspname) FROM ours, me WHERE nspowner = me.oid
      UNION ALL
      SELECT format('ALTER %s %I.%I OWNER TO ${APPLICATION_ROLE}',
                    CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END,
                    nspname, relname)
      FROM pg_class c JOIN ours ON ours.oid = c.relnamespace, me
      WHERE relowner = me.oid AND relkind IN ('r', 'p', 'v', 'm', 'S')
        AND NOT (relkind = 'S' AND EXISTS (
                        SELECT FROM pg_depend d
                        WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
                          AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')))
      UNION ALL
      SELECT format('ALTER ROUTINE %s OWNER TO ${APPLICATION_ROLE}', p.oid::regprocedure)
      FROM pg_proc p JOIN ours ON ours.oid = pronamespace, me
      WHERE proowner = me.oid
      UNION ALL
      SELECT format('ALTER TYPE %I.%I OWNER TO ${APPLICATION_ROLE}', nspname, typname)
      FROM pg_type t JOIN ours ON ours.oid = typnamespace LEFT JOIN pg_class c ON c.oid = typrelid, me
      WHERE typowner = me.oid AND (typtype IN ('e', 'd') OR (typtype = 'c' AND c.relkind = 'c'))
    LOOP
      EXECUTE command;
    END LOOP;
  END
  $$`;

/**
 * Makes the roles of an embedded cluster where they are missing, and gives the application what is its.
 * @param superuserUrl of the database `tidings`.
 */
export async function ensureRoles(superuserUrl: string): Promise<void> {
  const url = new URL(superuserUrl);
  const client = new pg.Client({ connectionString: superuserUrl });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query(MAKE_ROLES);
    await client.query(HAND_OVER);
    const password = passwordFor(url);
    if (password)
      await client.query(`ALTER ROLE ${APPLICATION_ROLE} PASSWORD ${client.escapeLiteral(password)}`);
  } finally {
    await client.end().catch(() => {});
  }
}

/** How the application connects to a cluster whose roles are there. */
export function applicationUrl(superuserUrl: string): string {
  const url = new URL(superuserUrl);
  url.password = passwordFor(url);
  url.username = APPLICATION_ROLE;
  return url.href;
}

/** How migrations connect: what they make is the application's, and they can make what is not. */
export function migrationUrl(superuserUrl: string): string {
  const url = new URL(superuserUrl);
  url.searchParams.set('options', `-c role=${APPLICATION_ROLE}`);
  return url.href;
}

/** Over TCP everybody has a password; the superuser's cannot be found from the one that is made from it. */
function passwordFor({ password }: URL): string {
  return password && createHmac('sha256', password).update(APPLICATION_ROLE).digest('base64url');
}
