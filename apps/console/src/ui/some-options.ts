import type { ComboboxItem, OptionsFilter } from '@mantine/core';

import { count } from '../format/number.ts';

/** Drawn at once; a thousand would hold up the page as the list opens. */
const MOST = 50;

/** What a select draws of its options: those with what was typed in their label, and of many the first, and how to find the rest. */
export function someOptions(chosen: string | null): OptionsFilter {
  return ({ options, search }) => {
    const sought = search.trim().toLowerCase();
    const found = options.filter(
      (option): option is ComboboxItem => 'value' in option && option.label.toLowerCase().includes(sought),
    );
    if (found.length <= MOST) return found;
    const shown = found.slice(0, MOST);
    const own = found.slice(MOST).filter(({ value }) => value === chosen);
    const more = found.length - MOST - own.length;
    const words = `${count(more)} more: type part of the name`;
    return [...own, ...shown, ...(more > 0 ? [{ value: '', label: words, disabled: true }] : [])];
  };
}
