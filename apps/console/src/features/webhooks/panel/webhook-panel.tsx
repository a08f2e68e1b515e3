import { Drawer } from '@mantine/core';
import type { Webhook } from '@tidings/endpoint/schema';
import { useState } from 'react';

import type { WebhookDialog } from '../webhook-dialogs.tsx';
import { PanelContent } from './panel-content.tsx';

const WIDTH = 440;

interface WebhookPanelProps {
  /** Of the webhook; undefined while the panel is closed. */
  id: string | undefined;
  /** As the list has it. */
  listed: Webhook | undefined;
  onClose: () => void;
}

/** Beside the overview: how one webhook does. */
export function WebhookPanel({ id, listed, onClose }: WebhookPanelProps) {
  const [dialog, setDialog] = useState<WebhookDialog | null>(null);
  // What is closing keeps what stands in it until it is out of sight.
  const [shown, setShown] = useState({ id, listed });
  if (id !== undefined && (id !== shown.id || (listed && listed !== shown.listed))) setShown({ id, listed });
  return (
    <Drawer
      position="right"
      size={WIDTH}
      opened={id !== undefined}
      onClose={onClose}
      title={shown.listed?.name ?? 'Webhook'}
      overlayProps={{ backgroundOpacity: 0.12 }}
      // Escape is then the dialog's.
      closeOnEscape={dialog === null}
    >
      {shown.id !== undefined && (
        <PanelContent
          key={shown.id}
          id={shown.id}
          listed={shown.listed}
          dialog={dialog}
          onDialog={setDialog}
          onClose={onClose}
        />
      )}
    </Drawer>
  );
}
