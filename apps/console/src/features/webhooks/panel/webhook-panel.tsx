import { Drawer } from '@mantine/core';
import { useDidUpdate } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { ListedWebhook } from '@tidings/endpoint/schema';
import { useRef, useState } from 'react';

import { isolated } from '../../../format/isolated.ts';
import { trpc } from '../../../api/client.ts';
import { useOpenedLater } from '../../../ui/use-opened-later.ts';
import type { WebhookDialog } from '../webhook-dialogs.tsx';
import { PanelContent } from './panel-content.tsx';
import { PanelEdit } from './panel-edit.tsx';
import classes from './webhook-panel.module.css';

const WIDTH = 440;

export interface WebhookPanelProps {
  /** Of the webhook; undefined while the panel is closed. */
  id: string | undefined;
  /** As the list has it. */
  listed: ListedWebhook | undefined;
  /** Whether it is edited, rather than looked at. */
  editing: boolean;
  onClose: () => void;
}

/** Beside the overview: how one webhook does, and what is changed most of it. */
export function WebhookPanel({ id, listed, editing, onClose }: WebhookPanelProps) {
  const [dialog, setDialog] = useState<WebhookDialog | null>(null);
  // The back button leaves with a dialog open: what is gone to has not asked for it.
  const place = editing ? undefined : id;
  const [askedIn, setAskedIn] = useState(place);
  if (place !== askedIn) {
    setAskedIn(place);
    setDialog(null);
  }
  // What is closing keeps what stands in it until it is out of sight.
  const [shown, setShown] = useState({ id, listed, editing });
  const isOther = id !== shown.id || editing !== shown.editing || (listed && listed !== shown.listed);
  if (id !== undefined && isOther) setShown({ id, listed, editing });
  const body = useRef<HTMLDivElement>(null);
  // The form that had the focus is gone.
  useDidUpdate(() => {
    if (!shown.editing) body.current?.focus();
  }, [shown.editing]);
  const isEdited = shown.editing && shown.id !== undefined;
  // What the list does not have is known once the panel has read it; here nothing is asked for.
  const { data } = useQuery({ ...trpc.webhooks.get.queryOptions({ id: shown.id ?? '' }), enabled: false });
  const name = data?.name ?? shown.listed?.name ?? 'Webhook';
  return (
    <Drawer
      position="right"
      size={WIDTH}
      opened={useOpenedLater(id !== undefined)}
      onClose={onClose}
      title={isEdited ? `Edit ${isolated(name)}` : isolated(name)}
      overlayProps={{ backgroundOpacity: 0.12 }}
      // Escape is then the dialog's or the form's.
      closeOnEscape={dialog === null && !isEdited}
    >
      <div ref={body} tabIndex={-1} className={classes.body}>
        {shown.id === undefined ? null : isEdited ? (
          <PanelEdit key={shown.id} id={shown.id} onClose={onClose} />
        ) : (
          <PanelContent
            key={shown.id}
            id={shown.id}
            listed={shown.listed}
            dialog={dialog}
            onDialog={setDialog}
            onClose={onClose}
          />
        )}
      </div>
    </Drawer>
  );
}
