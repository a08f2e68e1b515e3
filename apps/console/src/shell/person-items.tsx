import { Menu } from '@mantine/core';
import { IconLogout, IconUser } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';

import { useSession } from '../features/session/use-session.ts';
import { useSignOut } from '../features/session/use-sign-out.ts';
import { AccountItems } from './account-items.tsx';
import classes from './person.module.css';

/** What stands in the menu of whoever is signed in. */
export function PersonItems({ onGo }: { onGo?: (() => void) | undefined }) {
  const { user, via } = useSession();
  const signOut = useSignOut();
  return (
    <>
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
    </>
  );
}
