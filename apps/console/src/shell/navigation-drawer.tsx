import { Drawer } from '@mantine/core';

import { Logo } from '../ui/logo.tsx';
import { useOpenedLater } from '../ui/use-opened-later.ts';
import { Navigation } from './navigation.tsx';
import classes from './shell.module.css';

interface NavigationDrawerProps {
  brand: string;
  opened: boolean;
  onClose: () => void;
}

/** The navigation where there is no room for it beside the page. */
export function NavigationDrawer({ brand, opened, onClose }: NavigationDrawerProps) {
  return (
    <Drawer
      opened={useOpenedLater(opened)}
      onClose={onClose}
      size={264}
      title={<Logo brand={brand} />}
      classNames={{ content: classes.drawerContent, body: classes.drawerBody }}
    >
      <Navigation onGo={onClose} />
    </Drawer>
  );
}
