import { Burger, Drawer } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactNode } from 'react';

import { Bell } from '../features/notifications/bell.tsx';
import { Logo } from '../ui/logo.tsx';
import { Navigation } from './navigation.tsx';
import classes from './shell.module.css';

/** Navigation at the left, a drawer where there is no room for it; the page beside it. */
export function Shell({ brand, children }: { brand: string; children: ReactNode }) {
  const [opened, drawer] = useDisclosure(false);
  return (
    <div className={classes.shell}>
      <a href="#main" className={classes.skip}>
        Skip to content
      </a>
      <section className={classes.bar} aria-label="Top bar">
        <Burger opened={opened} onClick={drawer.open} size={18} aria-label="Open navigation" />
        <Logo brand={brand} />
        <div className={classes.bell}>
          <Bell />
        </div>
      </section>
      <aside className={classes.aside} aria-label="Sidebar">
        <div className={classes.brand}>
          <Logo brand={brand} />
          <Bell />
        </div>
        <Navigation />
      </aside>
      <Drawer
        opened={opened}
        onClose={drawer.close}
        size={264}
        title={<Logo brand={brand} />}
        classNames={{ body: classes.drawerBody }}
      >
        <Navigation onGo={drawer.close} />
      </Drawer>
      <main id="main" className={classes.main} tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}
