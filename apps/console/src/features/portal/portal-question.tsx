import { Button, Group } from '@mantine/core';

import { DoorCard } from '../session/door-card.tsx';

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
  return (
    <DoorCard
      title={`Open the portal of ${account}?`}
      sentence={`You are signed in as ${person}. The link opens ${account} in this browser instead, in all tabs, until you leave the portal or sign in again. Open it only if you asked for it.`}
    >
      <Group justify="flex-end" gap="xs" mt={20}>
        <Button variant="default" onClick={onStay}>
          Stay signed in
        </Button>
        <Button loading={pending} onClick={onEnter}>
          Open the portal
        </Button>
      </Group>
    </DoorCard>
  );
}
