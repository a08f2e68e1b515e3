import { useDebouncedCallback } from '@mantine/hooks';
import { useState, useSyncExternalStore, type PointerEvent, type RefObject } from 'react';

/** A pointer that has rested this long is not about to click. */
const RESTS_AFTER_MS = 3_000;

function onScroll(listener: () => void): () => void {
  window.addEventListener('scroll', listener, { passive: true });
  return () => window.removeEventListener('scroll', listener);
}

/** Whether somebody is in the middle of the rows: scrolled past their top, or moving the pointer over them. */
export function useReading(ref: RefObject<HTMLElement | null>) {
  const scrolled = useSyncExternalStore(onScroll, () => (ref.current?.getBoundingClientRect().top ?? 0) < 0);
  const [pointing, setPointing] = useState(false);
  const rest = useDebouncedCallback(() => setPointing(false), RESTS_AFTER_MS);
  return {
    reading: scrolled || pointing,
    handlers: {
      onPointerMove: (event: PointerEvent) => {
        // The browser also reports a move when the page moves under a pointer that rests.
        if (event.pointerType !== 'mouse' || (event.movementX === 0 && event.movementY === 0)) return;
        setPointing(true);
        rest();
      },
      onPointerLeave: () => setPointing(false),
    },
  };
}
