/**
 * Whether a dialog can be closed, also by a slip of the hand. Not while what it asked for is being done: what comes of that is
 * told in the dialog, or shown there once.
 */
export function closable(can: boolean) {
  return {
    closeOnClickOutside: can,
    closeOnEscape: can,
    closeButtonProps: { 'aria-label': 'Close', disabled: !can },
  };
}
