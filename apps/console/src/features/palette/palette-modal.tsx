import { getDefaultZIndex, Modal } from '@mantine/core';

import { useOpenedLater } from '../../ui/use-opened-later.ts';
import { Palette } from './palette.tsx';
import classes from './palette.module.css';

/** The command palette: a dialog without a head, as what is typed says what it is. */
export function PaletteModal({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal.Root
      opened={useOpenedLater(opened)}
      onClose={onClose}
      onKeyDown={({ key, nativeEvent }) => key === 'Escape' && !nativeEvent.isComposing && onClose()}
      size={560}
      // Also over a dialog that was there after it.
      zIndex={getDefaultZIndex('popover')}
      yOffset="12vh"
      // At once: what is typed next is meant for it.
      transitionProps={{ duration: 0 }}
      // The theme says this of whole dialogs, and not of their parts.
      removeScrollProps={{ removeScrollBar: false }}
    >
      <Modal.Overlay backgroundOpacity={0.35} />
      {/* Dialogs of Mantine's listen to the whole window, so that those below would close at its Escape as well. */}
      <Modal.Content data-mantine-stop-propagation aria-label="Command palette" radius="lg" shadow="xl">
        <Modal.Body className={classes.body}>
          <Palette onClose={onClose} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
