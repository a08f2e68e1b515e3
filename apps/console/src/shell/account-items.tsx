import { Menu } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';

import { useOwnAccounts } from '../features/session/use-own-accounts.ts';
import { useSwitchAccount } from '../features/session/use-switch-account.ts';
import classes from './person.module.css';

/** The accounts of somebody who belongs to several, to go from one to another. */
export function AccountItems() {
  const accounts = useOwnAccounts().data?.data ?? [];
  const change = useSwitchAccount();
  if (accounts.length < 2) return null;
  return (
    <>
      <Menu.Divider />
      <Menu.Label>Accounts</Menu.Label>
      <div className={classes.accounts} role="group" aria-label="Accounts">
        {accounts.map(({ id, name, current }) => (
          <Menu.Item
            key={id}
            closeMenuOnClick={current}
            disabled={change.isPending}
            classNames={{ itemLabel: classes.accountName }}
            rightSection={current ? <IconCheck size={14} aria-label="current" /> : undefined}
            onClick={() => {
              if (!current) change.mutate({ account_id: id });
            }}
          >
            <bdi>{name}</bdi>
          </Menu.Item>
        ))}
      </div>
      <Menu.Divider />
    </>
  );
}
