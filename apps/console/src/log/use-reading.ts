import {
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
  type FocusEvent,
  type PointerEvent,
  type RefObject,
} from 'react';

import { watchPointer } from './watch-pointer.ts';

function onScroll(listener: () => void): () => void {
  // Also what scrolls inside the page, as a panel does.
  const options = { passive: true, capture: true };
  window.addEventListener('scroll', listener, options);
  return () => window.removeEventListener('scroll', listener, options);
}

/** Whether the pointer is over what has the handler, or over a menu or dialog that was opened in it. */
function usePointed() {
  const [pointed, setPointed] = useState(false);
  const own = useRef<Event>(null);
  useEffect(
    () =>
      watchPointer({
        page: document.documentElement,
        isOwn: (event) => own.current === event,
        tell: setPointed,
      }),
    [],
  );
  const onPointerOver = ({ nativeEvent }: PointerEvent) => {
    own.current = nativeEvent;
  };
  return { pointed, onPointerOver };
}

/**
 * Whether the keyboard is in what has the handler, or anything at all in a menu or dialog that was opened in it, by a finger too:
 * what was only clicked has the focus as well, and nobody in it any more.
 */
function useFocused(area: RefObject<HTMLElement | null>) {
  const [focused, setFocused] = useState(false);
  const own = useRef<Event>(null);
  useEffect(() => {
    const into = (event: Event) => {
      const isOpened = event.target instanceof Node && area.current?.contains(event.target) === false;
      setFocused(own.current === event && (isOpened || document.querySelector(':focus-visible') !== null));
    };
    // It goes on to something else, which is told of by itself, or away with the window, and comes back with it.
    const out = () => setTimeout(() => document.activeElement === document.body && setFocused(false));
    document.addEventListener('focusin', into);
    document.addEventListener('focusout', out);
    return () => {
      document.removeEventListener('focusin', into);
      document.removeEventListener('focusout', out);
    };
  }, [area]);
  const onFocus = ({ nativeEvent }: FocusEvent) => {
    own.current = nativeEvent;
  };
  return { focused, onFocus, leave: () => setFocused(false) };
}

/** Whether somebody is in the middle of the rows: scrolled past their top, with the pointer over them or the keyboard in them. */
export function useReading() {
  const ref = useRef<HTMLDivElement>(null);
  const scrolled = useSyncExternalStore(onScroll, () => (ref.current?.getBoundingClientRect().top ?? 0) < 0);
  const { pointed, onPointerOver } = usePointed();
  const { focused, onFocus, leave } = useFocused(ref);
  const toTop = () => {
    // The button that was pressed goes.
    leave();
    // Only where the newest rows are out of sight: otherwise the page would move for nothing.
    if ((ref.current?.getBoundingClientRect().top ?? 0) < 0) ref.current?.scrollIntoView({ block: 'start' });
  };
  return { reading: scrolled || pointed || focused, area: { ref, onPointerOver, onFocus }, toTop };
}

/** Of the element that has the rows in it. */
export type ReadingArea = ReturnType<typeof useReading>['area'];
