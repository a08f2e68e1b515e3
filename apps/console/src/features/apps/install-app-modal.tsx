import { Modal } from '@mantine/core';
import type { App } from '@tidings/identity/schema';
import { useState } from 'react';

import { isolated } from '../../format/isolated.ts';
import { InstallAppForm } from './install-app-form.tsx';
import { InstalledApp } from './installed-app.tsx';

/** Asks for a name; then offers what the app cannot do without. */
export function InstallAppModal({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const [installed, setInstalled] = useState<App | null>(null);
  const [touched, setTouched] = useState(false);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      // A click beside it, or Escape, must not lose what was typed.
      closeOnClickOutside={!touched}
      closeOnEscape={!touched}
      title={installed ? `${isolated(installed.name)} is installed` : 'Install an app'}
      onExitTransitionEnd={() => {
        setInstalled(null);
        setTouched(false);
      }}
    >
      {installed ? (
        <InstalledApp app={installed} onClose={onClose} />
      ) : (
        <InstallAppForm onTouched={setTouched} onInstalled={setInstalled} onCancel={onClose} />
      )}
    </Modal>
  );
}
