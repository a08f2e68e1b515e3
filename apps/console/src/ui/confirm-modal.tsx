import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';

import { closable } from './closable.ts';

interface ConfirmModalProps {
  opened: boolean;
  title: string;
  confirm: string;
  /** The way out, where "Cancel" would be mistaken for the deed. */
  dismiss?: string;
  /** It stays open meanwhile: how that ends is told here. */
  pending: boolean;
  /** While it is not known what it would do. */
  disabled?: boolean;
  /** Red for what takes something away. */
  tone?: 'failure' | 'accent';
  onConfirm: () => void;
  onClose: () => void;
  /** Once it is out of sight: what went wrong the last time is no news the next time. */
  onClosed?: () => void;
  children: ReactNode;
}

/** Asks before what cannot be undone, or concerns much at once. */
export function ConfirmModal({
  opened,
  title,
  confirm,
  dismiss = 'Cancel',
  pending,
  disabled = false,
  tone = 'failure',
  onConfirm,
  onClose,
  onClosed,
  children,
}: ConfirmModalProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      {...closable(!pending)}
      onExitTransitionEnd={onClosed}
      title={title}
    >
      <Stack gap="md">
        <div>{children}</div>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" disabled={pending} onClick={onClose} data-autofocus>
            {dismiss}
          </Button>
          <Button color={tone} loading={pending} disabled={disabled} onClick={onConfirm}>
            {confirm}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
