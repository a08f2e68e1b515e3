import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';

const TYPING_MS = 250;

/** Searches when the typing rests; what was typed stays in the box meanwhile. */
export function SearchBox({ initial, onSearch }: { initial: string; onSearch: (q: string) => void }) {
  const [typed, setTyped] = useState(initial);
  const searchFor = useDebouncedCallback(onSearch, TYPING_MS);
  return (
    <TextInput
      type="search"
      aria-label="Search by event id, delivery id or contact e-mail"
      placeholder="Event id, delivery id or e-mail"
      leftSection={<IconSearch size={15} aria-hidden />}
      spellCheck={false}
      maxLength={200}
      w={{ base: '100%', xs: 268 }}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        searchFor(event.currentTarget.value);
      }}
    />
  );
}
