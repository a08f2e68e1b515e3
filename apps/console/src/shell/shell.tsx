import { Burger } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { lazy, Suspense, type ReactNode } from 'react';

import { PaletteButton } from '../features/palette/palette-button.tsx';
import { collectKeys } from '../features/palette/typed-ahead.ts';
import { Bell } from '../features/notifications/bell.tsx';
import { Logo } from '../ui/logo.tsx';
import { useWasOpened } from '../ui/use-opened-later.ts';
import { Navigation } from './navigation.tsx';
import classes from './shell.module.css';

// Neither is open when a page is shown first.
const PaletteModal = lazy(async () => ({
  default: (await import('../features/palette/palette-modal.tsx')).PaletteModal,
}));
const NavigationDrawer = lazy(async () => ({
  default: (await import('./navigation-drawer.tsx')).NavigationDrawer,
}));

/** Navigation at the left, a drawer where there is no room for it; the page beside it. */
export function Shell({ brand, children }: { brand: string; children: ReactNode }) {
  const [opened, drawer] = useDisclosure(false);
  const [isSearching, palette] = useDisclosure(false);
  const hasDrawer = useWasOpened(opened);
  const hasPalette = useWasOpened(isSearching);
  // Also while somebody writes into a field.
  const search = () => {
    if (!isSearching) collectKeys(palette.close);
    palette.open();
  };
  useHotkeys([['mod+K', search]], [], true);
  return (
    <div className={classes.shell}>
      <a href="#main" className={classes.skip}>
        Skip to content
      </a>
      <section className={classes.bar} aria-label="Top bar">
        <Burger opened={opened} onClick={drawer.open} size={18} aria-label="Open navigation" />
        <Logo brand={brand} />
        <div className={classes.bell}>
          <PaletteButton onOpen={search} />
          <Bell />
        </div>
      </section>
      <aside className={classes.aside} aria-label="Sidebar">
        <div className={classes.brand}>
          <Logo brand={brand} />
          <Bell />
        </div>
        <PaletteButton onOpen={search} />
        <Navigation />
      </aside>
      <Suspense>
        {hasDrawer && <NavigationDrawer brand={brand} opened={opened} onClose={drawer.close} />}
        {hasPalette && <PaletteModal opened={isSearching} onClose={palette.close} />}
      </Suspense>
      <main id="main" className={classes.main} tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}
