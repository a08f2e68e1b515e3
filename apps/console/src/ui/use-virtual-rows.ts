import { useCallback, useRef, useState, useSyncExternalStore, type FocusEvent } from 'react';

import { around, rowsWithin, slotsOf, stretchIn } from './row-window.ts';
import { Settling } from './settling.ts';

interface LongList {
  /** Of its rows, in their order. */
  ids: readonly string[];
  /** How high a row is that was never drawn, in px. */
  rowHeight: number;
  /** The row that is open or chosen. */
  open?: string | undefined;
  /** Whether it is one of several below each other: of one that is far away, no more than its first and last row are drawn. */
  isPart?: boolean;
}

type Heights = Map<string, number>;

/** Calls back whenever something may have moved: the window over the page, or what stands in the page. */
function onMove(listener: () => void): () => void {
  // Also what scrolls inside the page, as a panel does.
  const options = { passive: true, capture: true };
  window.addEventListener('scroll', listener, options);
  window.addEventListener('resize', listener);
  // In the next frame: what is drawn because of it changes the height once more.
  const observer = new ResizeObserver(() => requestAnimationFrame(listener));
  observer.observe(document.body);
  return () => {
    window.removeEventListener('scroll', listener, options);
    window.removeEventListener('resize', listener);
    observer.disconnect();
  };
}

/** What a list shows in the window, as a text that is the same until rows have to be drawn or may go. */
function look(list: HTMLElement | null, isPart: boolean): string {
  // Before it is drawn, it may be anywhere.
  if (!list) return isPart ? '0 0 1 0' : shownOf(0, null, 1, 0);
  const { gridTemplateColumns, rowGap } = getComputedStyle(list);
  const columns = gridTemplateColumns === 'none' ? 1 : gridTemplateColumns.split(' ').length;
  const detail = list.querySelector('[data-detail]')?.getBoundingClientRect() ?? null;
  const gap = Number.parseFloat(rowGap) || 0;
  return shownOf(list.getBoundingClientRect().top, detail, columns, gap, isPart ? 0 : undefined);
}

function shownOf(top: number, detail: DOMRect | null, columns: number, gap: number, least?: number): string {
  const { from, to } = stretchIn(window.innerHeight, top, detail, least);
  return [from, to, columns, gap].join(' ');
}

/** Keeps how high rows are, for when they are no longer drawn. At another width they have other heights. */
function measure(list: HTMLElement, heights: Heights, known: { width: number }): void {
  if (known.width !== list.clientWidth) heights.clear();
  known.width = list.clientWidth;
  for (const row of list.querySelectorAll<HTMLElement>('[data-row]'))
    heights.set(row.dataset['row'] ?? '', row.getBoundingClientRect().height);
}

/**
 * Which rows of a long list are drawn: those in or near the window. Wherever they are, so are the first and the last one,
 * the one that is open, the one that has the focus, and those beside these two, so that Tab leads on from each. Every row
 * has its id as `data-row`, and what is open below it `data-detail`. Rows stand in the flow of the page, with room for the
 * others between them: the browser keeps in place what somebody looks at when a row is higher than was expected.
 */
export function useVirtualRows({ ids, rowHeight, open, isPart = false }: LongList) {
  const list = useRef<HTMLElement>(null);
  const [heights] = useState<Heights>(() => new Map());
  const [focused, setFocused] = useState<string>();
  const [sight] = useState(() => new Settling(() => look(list.current, isPart)));
  const subscribe = useCallback(
    (changed: () => void) => {
      const known = { width: 0 };
      return onMove(() => {
        if (list.current) measure(list.current, heights, known);
        sight.moved();
        changed();
      });
    },
    [heights, sight],
  );
  // A new function each time: that makes React look again at what it has just drawn.
  const shown = useSyncExternalStore(subscribe, () => sight.read());
  const openAt = open === undefined ? -1 : ids.indexOf(open);
  const focusedAt = focused === undefined ? -1 : ids.indexOf(focused);
  const [from = 0, to = 0, perLine = 1, gap = 0] = shown.split(' ').map(Number);
  const heightOf = (at: number) => heights.get(ids[at] ?? '') ?? rowHeight;
  const lines = { count: ids.length, perLine, gap, heightOf };
  const within = rowsWithin(lines, { from, to });
  const kept = new Set([0, ids.length - 1, ...around(openAt), ...around(focusedAt)]);
  return {
    /** Of the element whose children the rows are, or its table. */
    ref: useCallback((element: HTMLElement | null) => {
      list.current = element;
    }, []),
    /** Of the same element. A row that had the focus is kept until another one has it. */
    onFocus: ({ target }: FocusEvent) => {
      const row = target.closest<HTMLElement>('[data-row]')?.dataset['row'];
      // Not one of a list that is open in this one.
      if (row !== undefined && ids.includes(row)) setFocused(row);
    },
    slots: slotsOf(lines, within, kept),
    /** Those that are drawn for being in or near the window. */
    within,
    openAt,
  };
}

export type VirtualRows = ReturnType<typeof useVirtualRows>;
