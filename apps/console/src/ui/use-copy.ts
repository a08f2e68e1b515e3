import { useTimeout } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useState, type RefObject } from 'react';

import { copyText } from './copy-text.ts';

const SHOWN_MS = 1_500;

export interface CopyOptions {
  /** What shows the value: where it cannot be copied, it is selected instead. */
  shownIn?: RefObject<HTMLElement | null> | undefined;
  /** Once it is copied, and never if it cannot be. */
  onCopy?: (() => void) | undefined;
}

function tellNotCopied(shown: HTMLElement | null | undefined): void {
  if (shown) document.getSelection()?.selectAllChildren(shown);
  notifications.show({
    // Asked for again, it is said no second time beside the first.
    id: 'not-copied',
    color: 'failure',
    role: 'alert',
    title: 'Could not copy',
    message: shown ? 'The text is selected: press Ctrl C or ⌘C.' : 'Select the text and press Ctrl C or ⌘C.',
  });
}

/** Copies a value, tells for a moment that it is copied, and says so if it cannot be. */
export function useCopy(value: string, { shownIn, onCopy }: CopyOptions = {}) {
  const [copied, setCopied] = useState(false);
  const { start, clear } = useTimeout(() => setCopied(false), SHOWN_MS);
  const copy = async () => {
    if (!(await copyText(value))) return tellNotCopied(shownIn?.current);
    notifications.hide('not-copied');
    setCopied(true);
    clear();
    start();
    onCopy?.();
  };
  return { copied, copy: () => void copy() };
}
