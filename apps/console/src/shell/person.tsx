import { Menu } from '@mantine/core';
import { IconLogout, IconSelector, IconUser } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';

import { useSession } from '../features/session/use-session.ts';
import { useSignOut } from '../features/session/use-sign-out.ts';
import { AccountItems } from './account-items.tsx';
import classes from './person.module.css';
import { ThemeToggle } from './theme-toggle.tsx';

export function Person({ onGo }: { onGo?: (() => void) | undefined }) {
  const { user, account, via } = useSession();
  const signOut = useSignOut();
  return (
    <div className={classes.foot}>
      <Menu position="top-start" width={220}>
        <Menu.Target>
          <button type="button" className={classes.person}>
            <span className={classes.initial} aria-hidden>
              {user.name.slice(0, 1).toUpperCase()}
            </span>
            <span className={classes.words}>
              <span className={classes.name}>{user.name}</span>
              <span className={classes.account}>{account.name}</span>
            </span>
            <IconSelector size={14} className={classes.mark} aria-hidden />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {user.email !== null && <Menu.Label className={classes.email}>{user.email}</Menu.Label>}
          {via === 'sign_in' && (
            <>
              <Menu.Item
                leftSection={<IconUser size={15} />}
                onClick={onGo}
                renderRoot={(props) => <Link to="/dashboard/settings/account" {...props} />}
              >
                Your account
              </Menu.Item>
              <AccountItems />
            </>
          )}
          <Menu.Item
            leftSection={<IconLogout size={15} />}
            closeMenuOnClick={false}
            disabled={signOut.isPending}
            onClick={() => signOut.mutate()}
          >
            Sign out
          </Menu.Item>
          {signOut.error && (
            <Menu.Label role="alert">Could not sign out: the server did not answer.</Menu.Label>
          )}
        </Menu.Dropdown>
      </Menu>
      <ThemeToggle />
    </div>
  );
}
