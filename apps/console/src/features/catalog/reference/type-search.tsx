import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';

interface TypeSearchProps {
  q: string;
  onQuery: (q: string) => void;
}

export function TypeSearch({ q, onQuery }: TypeSearchProps) {
  return (
    <TextInput
      type="search"
      aria-label="Search event types"
      placeholder="Search event types"
      leftSection={<IconSearch size={15} aria-hidden />}
      maxLength={200}
      value={q}
      onChange={(event) => onQuery(event.currentTarget.value)}
    />
  );
}
