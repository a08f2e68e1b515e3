import { Button, Group, Modal, Stack } from '@mantine/core';

import { isolated } from '../../format/isolated.ts';
import { goTo } from './go-to.ts';
import { useSession } from './use-session.ts';

/** Says that this page belongs to an account which was left in another tab, and loads the console of the present one. */
export function LeftAccountModal() {
  const { account } = useSession();
  const load = () => goTo('/');
  return (
    <Modal
      opened
      onClose={load}
      title="You are in another account now"
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
    >
      <Stack gap="md">
        <div>
          This page shows {isolated(account.name)}, which you left in another tab. What you did here last was
          not carried out.
        </div>
        <Group justify="flex-end">
          <Button onClick={load} data-autofocus>
            Load the console again
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
