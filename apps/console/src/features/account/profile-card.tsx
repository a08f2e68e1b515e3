import { Button } from '@mantine/core';

import { Card } from '../../ui/card.tsx';
import { Facts } from '../../ui/facts.tsx';
import { UnreadLine } from '../../ui/unread-line.tsx';
import { useOwnAccounts } from '../session/use-own-accounts.ts';
import { useSession } from '../session/use-session.ts';
import { useSwitchAccount } from '../session/use-switch-account.ts';
import { roleLabel } from '../team/role-words.ts';
import { NameForm } from './name-form.tsx';
import classes from './profile-card.module.css';

/** Who it is, and the accounts that they belong to. */
export function ProfileCard() {
  const { user, account, role } = useSession();
  const accounts = useOwnAccounts();
  const change = useSwitchAccount();
  const others = accounts.data?.data.filter((each) => !each.current) ?? [];
  return (
    <Card title="You">
      <NameForm />
      <Facts
        facts={[
          { name: 'E-mail', value: user.email },
          {
            name: 'Account',
            value: (
              <>
                <bdi>{account.name}</bdi>, as {roleLabel(role).toLowerCase()}
              </>
            ),
          },
        ]}
      />
      <UnreadLine of={[[accounts, 'Your other accounts could not be loaded.']]} />
      {others.length > 0 && (
        <>
          <h3 className={classes.head}>Your other accounts</h3>
          <ul className={classes.list}>
            {others.map((other) => (
              <li key={other.id} className={classes.item}>
                <span className={classes.words}>
                  <bdi className={classes.name}>{other.name}</bdi>
                  <span className={classes.role}>{roleLabel(other.role)}</span>
                </span>
                <Button
                  variant="default"
                  className={classes.go}
                  aria-label={`Switch to ${other.name}`}
                  loading={change.isPending && change.variables.account_id === other.id}
                  onClick={() => change.mutate({ account_id: other.id })}
                >
                  Switch
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}
