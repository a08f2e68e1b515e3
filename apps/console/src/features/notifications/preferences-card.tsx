import { Skeleton } from '@mantine/core';

import { Card } from '../../ui/card.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useHasRole, useSession } from '../session/use-session.ts';
import { ChoiceRow } from './choice-row.tsx';
import classes from './notices.module.css';
import { useIsSaved, usePreferences } from './use-preferences.ts';

/** What the person is mailed; for admins also what holds for members who have not chosen. */
export function PreferencesCard() {
  const { user, account } = useSession();
  const isAdmin = useHasRole('admin');
  const { data, error, refetch } = usePreferences();
  const isSaved = useIsSaved();
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
              <ChoiceRow key={each.kind} saved={each} accountName={account.name} isAdmin={isAdmin} />
            ))}
          </div>
        </>
      )}
    </Card>
  );
}
