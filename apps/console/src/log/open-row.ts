import type { KeyboardEvent, MouseEvent } from 'react';

const CONTROLS = 'button, a, input, label, [role="tab"]';

/** A ref of the row that a link led to, so that it is scrolled to once, when it first stands in the page. */
export const intoView = (row: HTMLTableRowElement | null) => row?.scrollIntoView({ block: 'center' });

/** A click anywhere in a row opens it; its button does the same for the keyboard and says what it is. */
export function clickOpens(onToggle: () => void) {
  return (event: MouseEvent) => {
    const onControl = event.target instanceof Element && event.target.closest(CONTROLS);
    if (!onControl && !window.getSelection()?.toString()) onToggle();
  };
}

/** Escape in what a row has opened closes it, and goes back to the button that opened it. */
export function escapeCloses(detailId: string, onToggle: () => void) {
  return (event: KeyboardEvent) => {
    // A dialog that stands in the row by its code only has an Escape of its own.
    const isInside = event.target instanceof Node && event.currentTarget.contains(event.target);
    if (event.key !== 'Escape' || event.defaultPrevented || !isInside) return;
    onToggle();
    document.querySelector<HTMLElement>(`[aria-controls="${detailId}"]`)?.focus();
  };
}
