import { useBlocker } from '@tanstack/react-router';
import { useEffect } from 'react';

let opened = 0;

/** Whether a step through the history closes a dialog: then nothing is left that would have to be asked about. */
export function closesDialog(action: string): boolean {
  return action === 'BACK' && opened > 0;
}

/** While a dialog is open, the back button closes it rather than leave the page under it. */
export function useBackCloses(isOpen: boolean, close: () => void): void {
  useEffect(() => {
    if (!isOpen) return undefined;
    opened += 1;
    return () => {
      opened -= 1;
    };
  }, [isOpen]);
  useBlocker({
    disabled: !isOpen,
    enableBeforeUnload: false,
    shouldBlockFn: ({ action }) => {
      if (action !== 'BACK') return false;
      close();
      return true;
    },
  });
}
