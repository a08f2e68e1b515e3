import { rowIndex } from './row-window.ts';

// What those are told who hear a long list read, of which not all is drawn. `at` is a place in it, counted from 0.

/** Of a row of a table in which nothing is open. */
export function rowProps(id: string, at: number) {
  return { 'data-row': id, 'aria-rowindex': rowIndex(at, -1) };
}

/** Of an item of a list with so many; -1 where there are more than are known. */
export function itemProps(id: string, at: number, of: number) {
  return { 'data-row': id, 'aria-posinset': at + 1, 'aria-setsize': of };
}
