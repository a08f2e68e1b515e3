import {
  accountHeld,
  audit,
  type AuditState,
  type Context,
  type Sql,
  statement,
  tenantOf,
} from '@tidings/kernel';
import type { Choices, Preferences } from '../schema.ts';
import { readerOf } from '../notices/reader-of.ts';
import { showPreferences } from './show-preferences.ts';

// Primary keys. Null takes a choice back.
const CHOOSE_OWN = statement<never>(
  'notification.choose-own',
  `INSERT INTO notification.person_preference AS p (account_id, person_id, mailed)
   VALUES ($1, $2, jsonb_strip_nulls($3::jsonb))
   ON CONFLICT (account_id, person_id) DO UPDATE SET mailed = jsonb_strip_nulls(p.mailed || $3::jsonb)`,
);
const CHOOSE_FOR_ACCOUNT = statement<never>(
  'notification.choose-for-account',
  `INSERT INTO notification.account_preference AS p (account_id, mailed)
   VALUES ($1, jsonb_strip_nulls($2::jsonb))
   ON CONFLICT (account_id) DO UPDATE SET mailed = jsonb_strip_nulls(p.mailed || $2::jsonb)`,
);

type Input = { mailed: Choices };

/** Chooses what of an account is mailed to the person; null: as the account has it. What is left out stays as it is. */
export function changePreferences(ctx: Context, input: Input): Promise<Preferences> {
  return change(ctx, async (tx) => {
    const person = readerOf(ctx);
    await tx.query(CHOOSE_OWN, [tenantOf(ctx), person, JSON.stringify(input.mailed)]);
    return {
      action: 'notification.preferences_changed',
      subject: { type: 'member', id: person, name: ctx.actor.name },
      field: 'own',
    };
  });
}

/** Chooses what is mailed to members of the account who have not chosen; null: as it is where nobody chose. */
export function changeDefaults(ctx: Context, input: Input): Promise<Preferences> {
  return change(ctx, async (tx) => {
    await tx.query(CHOOSE_FOR_ACCOUNT, [tenantOf(ctx), JSON.stringify(input.mailed)]);
    return {
      action: 'notification.defaults_changed',
      subject: { type: 'account', id: tenantOf(ctx) },
      field: 'account',
    };
  });
}

type Change = {
  action: 'notification.preferences_changed' | 'notification.defaults_changed';
  subject: { type: string; id: string; name?: string };
  field: 'own' | 'account';
};

function change(ctx: Context, choose: (tx: Sql) => Promise<Change>): Promise<Preferences> {
  return ctx.database.transaction(async (tx) => {
    await accountHeld.announce(tx, tenantOf(ctx));
    const before = await showPreferences(ctx, tx);
    const { action, subject, field } = await choose(tx);
    const after = await showPreferences(ctx, tx);
    await audit(ctx, tx, {
      action,
      subject,
      before: stateOf(before, field),
      after: stateOf(after, field),
    });
    return after;
  });
}

function stateOf({ kinds }: Preferences, field: Change['field']): AuditState {
  return Object.fromEntries(kinds.map((each) => [each.kind, each[field]]));
}
