import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';

import { useTypedQuery } from '../ui/use-typed-query.ts';
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

/** Searches when the typing rests; what was typed stays in the box meanwhile. */
export function SearchBox({ keys, hint, q, onSearch, longest = 200 }: SearchBoxProps) {
  const { q: typed, query } = useTypedQuery(q, onSearch, TYPING_MS);
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
      onChange={(event) => query(event.currentTarget.value)}
    />
  );
}
