import { Button, Group, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';

import { Logo } from '../../ui/logo.tsx';
import classes from './portal-page.module.css';

interface PortalQuestionProps {
  /** Who is signed in. */
  person: string;
  /** Whose portal the link opens. */
  account: string;
  pending: boolean;
  onEnter: () => void;
  onStay: () => void;
}

/** Asks somebody who is signed in before a link puts this browser into an account that may be a stranger's. */
export function PortalQuestion({ person, account, pending, onEnter, onStay }: PortalQuestionProps) {
  useDocumentTitle('Portal');
  return (
    <main className={classes.page}>
      <div className={classes.column}>
        <Logo />
        <div className={classes.card}>
          <Title order={1}>Open the portal of {account}?</Title>
          <p className={classes.sentence}>
            You are signed in as {person}. The link opens {account} in this browser instead, in all tabs,
            until you leave the portal or sign in again. Open it only if you asked for it.
          </p>
          <Group justify="flex-end" gap="xs" mt={20}>
            <Button variant="default" onClick={onStay}>
              Stay signed in
            </Button>
            <Button loading={pending} onClick={onEnter}>
              Open the portal
            </Button>
          </Group>
        </div>
      </div>
    </main>
  );
}
