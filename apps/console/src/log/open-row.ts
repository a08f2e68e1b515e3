import { useState, type KeyboardEvent, type MouseEvent, type RefCallback } from 'react';

const CONTROLS = 'button, a, input, label, [role="tab"]';

type RowRef = RefCallback<HTMLTableRowElement>;

/** What refs a row is given, by its id. */
export type RefOf = (id: string) => RowRef | undefined;

/** Scrolls to the row that a link led to, once: when it first stands in the page, and not when it comes back into it. */
export function useLinkedRow(linkedTo: string | undefined): RefOf {
  const [refOf] = useState((): RefOf => {
    let isReached = false;
    const intoView: RowRef = (row) => {
      if (!isReached) row?.scrollIntoView({ block: 'center' });
      isReached ||= row !== null;
    };
    return (id) => (id === linkedTo ? intoView : undefined);
  });
  return refOf;
}

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
