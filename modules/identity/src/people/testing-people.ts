import { createHmac, randomUUID } from 'node:crypto';
import { type Context, newId } from '@tidings/kernel';
import type { Role } from '@tidings/kernel/schema';
import type { inhabited } from '../testing.ts';

type Home = Awaited<ReturnType<typeof inhabited>>;

export const PASSWORD = 'a harbour beside nine lemons';

/** Adds somebody to the first account, or to another one, with {@link PASSWORD}. */
export async function addPerson(home: Home, email: string, role: Role, accountId = home.account.id) {
  const id = randomUUID();
  const run = (text: string, values: unknown[]) => home.database.pool.query(text, values);
  await run(`INSERT INTO identity."user" (id, name, email, email_verified) VALUES ($1, 'Grace', $2, true)`, [
    id,
    email,
  ]);
  await run(
    `INSERT INTO identity.credential (id, user_id, provider, subject, password, updated_at)
     VALUES ($1, $2, 'credential', $2, $3, now())`,
    [randomUUID(), id, await home.auth.hashPassword(PASSWORD)],
  );
  await addMember(home, { userId: id, accountId, role });
  return { id, credentials: { email, password: PASSWORD } };
}

export async function addMember(home: Home, member: { userId: string; accountId: string; role: Role }) {
  await home.database.pool.query(
    `INSERT INTO identity.member (id, account_id, user_id, role, created_at) VALUES ($1, $2, $3, $4, now())`,
    [randomUUID(), member.accountId, member.userId, member.role],
  );
}

export async function addAccount(home: Home, name: string): Promise<string> {
  const id = newId('acct');
  await home.database.pool.query(
    `INSERT INTO identity.account (id, name, slug, created_at) VALUES ($1, $2, $1, now())`,
    [id, name],
  );
  return id;
}

/** The context of what a person does in an account. */
export function asPerson(home: Home, id: string, more: Partial<Context> & { role?: Role } = {}): Context {
  const { role = 'admin', ...rest } = more;
  return {
    ...home.process,
    actor: { type: 'user', id, name: 'Ada', role },
    requestId: 'test',
    accountId: home.account.id,
    ...rest,
  };
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** What an authenticator app shows for an `otpauth:` address (RFC 6238 with SHA-1, 30 s, six digits). */
export function codeOf(otpauth: string, ms = Date.now()): string {
  const secret = new URL(otpauth).searchParams.get('secret') ?? '';
  const bits = [...secret].map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(ms / 30_000)));
  const mac = createHmac('sha1', key).update(counter).digest();
  const at = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
