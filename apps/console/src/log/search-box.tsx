import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';

import classes from './filters.module.css';

const TYPING_MS = 250;

interface SearchBoxProps {
  /** By what one can search. */
  keys: string;
  /** What else to know before one searches. */
  hint?: string;
  q: string;
  onSearch: (q: string) => void;
  /** In characters. */
  longest?: number;
}

/**
 * Searches when the typing rests; what was typed stays in the box meanwhile. `q` is what is searched for: where
 * it changes by anything but this box, as by going back, the box follows.
 */
export function SearchBox({ keys, hint, q, onSearch, longest = 200 }: SearchBoxProps) {
  const [typed, setTyped] = useState(q);
  const [asked, setAsked] = useState(q);
  const [seen, setSeen] = useState(q);
  if (q !== seen) {
    setSeen(q);
    setAsked(q);
    if (q !== asked) setTyped(q);
  }
  const searchFor = useDebouncedCallback((text: string) => {
    setAsked(text.trim());
    onSearch(text.trim());
  }, TYPING_MS);
  return (
    <TextInput
      type="search"
      aria-label={`Search by ${keys.toLowerCase()}`}
      placeholder={keys}
      title={hint}
      leftSection={<IconSearch size={15} aria-hidden />}
      spellCheck={false}
      maxLength={longest}
      className={classes.search}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        searchFor(event.currentTarget.value);
      }}
    />
  );
}
