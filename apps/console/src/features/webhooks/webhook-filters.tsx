import { Group, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';

import { FilterChip } from '../../ui/filter-chip.tsx';
import type { WebhooksSearch } from './webhooks-search.ts';

const STATUSES = [
  { value: 'active', label: 'Active' },
  { value: 'paused', label: 'Paused' },
  { value: 'disabled', label: 'Inactive' },
] as const;

const TYPING_MS = 250;

interface WebhookFiltersProps {
  search: WebhooksSearch;
  /** What the search box starts with. */
  initialQ: string;
  onSearch: (search: WebhooksSearch) => void;
}

export function WebhookFilters({ search, initialQ, onSearch }: WebhookFiltersProps) {
  const [typed, setTyped] = useState(initialQ);
  const searchFor = useDebouncedCallback(
    (q: string) => onSearch({ ...search, q: q.trim() || undefined }),
    TYPING_MS,
  );
  return (
    <Group gap={8} mb={10}>
      <TextInput
        type="search"
        aria-label="Search name or URL"
        placeholder="Search name or URL"
        leftSection={<IconSearch size={15} aria-hidden />}
        w={{ base: '100%', xs: 284 }}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          searchFor(event.currentTarget.value);
        }}
      />
      <FilterChip
        label="Status"
        value={search.status}
        options={STATUSES}
        onChange={(status) => onSearch({ ...search, status })}
      />
    </Group>
  );
}
