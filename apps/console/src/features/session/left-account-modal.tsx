import { Button, Group, Modal, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';

import { isolated } from '../../format/isolated.ts';
import { goTo } from './go-to.ts';
import { removedQuery } from './removed-query.ts';
import { useSession } from './use-session.ts';
import { useSignOut } from './use-sign-out.ts';

/**
 * Says that this page belongs to an account which was left in another tab, or which the person was removed from, and loads
 * the console of the present one.
 */
export function LeftAccountModal() {
  const session = useSession();
  const signOut = useSignOut();
  const removed = useQuery(removedQuery(session));
  const { data: present } = removed;
  const name = isolated(session.account.name);
  const load = () => goTo('/');
  return (
    <Modal
      opened={!removed.isPending}
      onClose={load}
      title={present ? `You no longer have access to ${name}` : 'You are in another account now'}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
    >
      <Stack gap="md">
        <div>
          {present
            ? 'You were removed from it, or it was deleted.'
            : `This page shows ${name}, which you left in another tab.`}{' '}
          Nothing that you did here since was carried out.
        </div>
        <Group justify="flex-end" gap="xs">
          {present && (
            <Button variant="default" loading={signOut.isPending} onClick={() => signOut.mutate()}>
              Sign out
            </Button>
          )}
          <Button onClick={load} data-autofocus>
            {present ? `Go to ${isolated(present.name)}` : 'Load the console again'}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
