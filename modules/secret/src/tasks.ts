import { type Context, statement, type Task } from '@tidings/kernel';
import { resealAll } from './reseal.ts';

// Index signing_secret_by_expiry.
const FORGET_EXPIRED = statement<never>(
  'secret.forget-expired',
  'DELETE FROM secret.signing_secret WHERE expires_at <= now()',
);

/** Deletes for good what no longer signs. */
export async function forgetExpired(ctx: Pick<Context, 'database'>): Promise<void> {
  await ctx.database.query(FORGET_EXPIRED);
}

export const secretTasks: Task[] = [
  { name: 'secret.forget-expired', cron: '* * * * *', run: forgetExpired },
  { name: 'secret.reseal', cron: '*/5 * * * *', run: resealAll },
];
