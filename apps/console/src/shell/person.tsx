import { Menu } from '@mantine/core';
import { IconSelector } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';

import { useSession } from '../features/session/use-session.ts';
import { LateFocus } from '../ui/late-focus.tsx';
import { MenuLoading } from '../ui/menu-loading.tsx';
import classes from './person.module.css';
import { ThemeToggle } from './theme-toggle.tsx';

const load = () => import('./person-items.tsx');
// Whoever comes near the menu is about to open it.
const PersonItems = lazy(async () => ({ default: (await load()).PersonItems }));

export function Person({ onGo }: { onGo?: (() => void) | undefined }) {
  const { user, account } = useSession();
  return (
    <div className={classes.foot}>
      <Menu position="top-start" width={220}>
        <Menu.Target>
          <button
            type="button"
            className={classes.person}
            onPointerEnter={() => void load()}
            onFocus={() => void load()}
          >
            <span className={classes.initial} aria-hidden>
              {user.name.slice(0, 1).toUpperCase()}
            </span>
            <span className={classes.words}>
              <bdi className={classes.name}>{user.name}</bdi>
              <bdi className={classes.account}>{account.name}</bdi>
            </span>
            <IconSelector size={14} className={classes.mark} aria-hidden />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Suspense fallback={<MenuLoading height={64} />}>
            <PersonItems onGo={onGo} />
            <LateFocus />
          </Suspense>
        </Menu.Dropdown>
      </Menu>
      <ThemeToggle />
    </div>
  );
}
