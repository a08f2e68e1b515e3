import { IconSearch } from '@tabler/icons-react';

import unseen from '../../ui/unseen.module.css';
import { isMac } from './is-mac.ts';
import classes from './palette-button.module.css';

/** Opens the command palette, as ⌘K or Ctrl K do from anywhere. */
export function PaletteButton({ onOpen }: { onOpen: () => void }) {
  return (
    <button type="button" className={classes.button} aria-keyshortcuts="Control+K Meta+K" onClick={onOpen}>
      <IconSearch size={15} aria-hidden />
      <span className={`${classes.words} ${unseen.narrow}`}>Search or go to</span>
      <kbd className={classes.keys} aria-hidden>
        {isMac ? '⌘K' : 'Ctrl K'}
      </kbd>
    </button>
  );
}
