import { Skeleton } from '@mantine/core';
import type { NoticeKind } from '@tidings/notification/schema';

import { Card } from '../../ui/card.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useHasRole, useSession } from '../session/use-session.ts';
import { ChoiceRow } from './choice-row.tsx';
import classes from './notices.module.css';
import { useChangeDefaults, useChangePreferences, usePreferences } from './use-preferences.ts';

type Choosing = ReturnType<typeof useChangePreferences>;

/** What was chosen shows at once, while it is being saved. */
function chosen<Value extends boolean | null>(
  { isPending, variables }: Pick<Choosing, 'isPending' | 'variables'>,
  kind: NoticeKind,
  saved: Value,
): Value | boolean | null {
  const asked = isPending ? variables?.mailed[kind] : undefined;
  return asked === undefined ? saved : asked;
}

/** What the person is mailed; for admins also what holds for members who have not chosen. */
export function PreferencesCard() {
  const { user, account } = useSession();
  const isAdmin = useHasRole('admin');
  const { data, error, refetch } = usePreferences();
  const own = useChangePreferences();
  const defaults = useChangeDefaults();
  const failed = own.error ?? defaults.error;
  const isPending = own.isPending || defaults.isPending;
  const isSaved = !failed && !isPending && (own.isSuccess || defaults.isSuccess);
  return (
    <Card
      title="E-mail"
      actions={
        <span className={classes.saved} role="status">
          {isSaved && 'Saved.'}
        </span>
      }
    >
      {error && !data && (
        <ErrorNotice
          error={error}
          doing="load what is mailed"
          meanwhile="It is mailed as before."
          onRetry={() => refetch()}
        />
      )}
      {!data && !error && <Skeleton height={12} width={260} my={14} aria-busy />}
      {data && (
        <>
          {data.mail_is_on ? (
            <p className={classes.lead}>
              Sent to {user.email}. Several things at once go in one mail; of a paused webhook you hear within
              seconds.
            </p>
          ) : (
            <Notice tone="warning">
              E-mail is off: this installation sends none, and what happens is told here alone. What you
              choose holds once it does.
            </Notice>
          )}
          <div className={classes.choices} data-admin={isAdmin || undefined}>
            <div className={classes.columns} aria-hidden>
              <span>What happened</span>
              <span>To you</span>
              {isAdmin && <span>By default</span>}
            </div>
            {data.kinds.map((each) => (
              <ChoiceRow
                key={each.kind}
                choice={{
                  kind: each.kind,
                  own: chosen(own, each.kind, each.own),
                  account: chosen(defaults, each.kind, each.account) ?? each.account,
                }}
                accountName={account.name}
                onOwn={(mailed) => own.mutate({ mailed: { [each.kind]: mailed } })}
                onDefault={
                  isAdmin ? (mailed) => defaults.mutate({ mailed: { [each.kind]: mailed } }) : undefined
                }
              />
            ))}
          </div>
          {failed && <ErrorNotice error={failed} doing="save it" undone="It is as it was." />}
        </>
      )}
    </Card>
  );
}
