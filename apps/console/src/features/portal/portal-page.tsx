import { Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';

import { Logo } from '../../ui/logo.tsx';
import classes from './portal-page.module.css';

/** What stands at the portal's door when it stays closed. */
export function PortalPage({ reason }: { reason: string }) {
  useDocumentTitle('Portal');
  return (
    <main className={classes.page}>
      <div className={classes.column}>
        <Logo />
        <div className={classes.card}>
          <Title order={1}>This page cannot be opened</Title>
          <p className={classes.sentence} role="alert">
            {reason}
          </p>
        </div>
      </div>
    </main>
  );
}
