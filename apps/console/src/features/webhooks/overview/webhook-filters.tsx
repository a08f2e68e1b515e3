import { Group } from '@mantine/core';
import type { EventType } from '@tidings/event/schema';
import type { ListedWebhook } from '@tidings/endpoint/schema';

import filters from '../../../log/filters.module.css';
import { SearchBox } from '../../../log/search-box.tsx';
import { ChipButton } from '../../../ui/chip-button.tsx';
import { ChoiceChip } from '../../../ui/choice-chip.tsx';
import { FilterChip } from '../../../ui/filter-chip.tsx';
import { SearchChip } from '../../../ui/search-chip.tsx';
import { byCategory } from '../../catalog/example.ts';
import { BADGES, BADGE_WORDS } from '../badge-name.ts';
import { makersOf } from './narrow.ts';
import { badgesOf, isFiltered, withoutFilters, type WebhooksSearch } from './webhooks-search.ts';

const BADGE_OPTIONS = BADGES.map((value) => ({ value, label: BADGE_WORDS[value] }));

interface WebhookFiltersProps {
  types: readonly EventType[];
  webhooks: readonly ListedWebhook[];
  search: WebhooksSearch;
  onSearch: (search: WebhooksSearch) => void;
}

/** Everything here is in the URL, so that what one person looks at can be sent to another. */
export function WebhookFilters({ types, webhooks, search, onSearch }: WebhookFiltersProps) {
  const change = (changed: Partial<WebhooksSearch>) => onSearch({ ...search, ...changed });
  const isCards = search.view === 'cards';
  const byVolume = search.sort === 'volume';
  return (
    <Group gap={8} mb={10} className={filters.bar} role="search" aria-label="Filter webhooks">
      <div className={filters.asked}>
        <SearchBox keys="Name or URL" q={search.q ?? ''} onSearch={(q) => change({ q: q || undefined })} />
        <ChoiceChip
          label="Status"
          values={badgesOf(search)}
          options={BADGE_OPTIONS}
          onChange={(badges) => change({ status: badges.join(',') || undefined })}
        />
        <SearchChip
          label="Event type"
          value={search.type || undefined}
          options={types.map(({ name }) => name)}
          onChange={(type) => change({ type })}
        />
        <FilterChip
          label="Category"
          value={search.category || undefined}
          options={byCategory(types).map(([value]) => ({ value, label: value }))}
          onChange={(category) => change({ category })}
        />
        <SearchChip
          label="Made by"
          value={search.maker || undefined}
          options={makersOf(webhooks)}
          onChange={(maker) => change({ maker })}
        />
        {isFiltered(search) && (
          <ChipButton onClick={() => onSearch(withoutFilters(search))}>Clear</ChipButton>
        )}
      </div>
      <span className={filters.end}>
        <ChipButton onClick={() => change({ sort: byVolume ? undefined : 'volume' })}>
          {byVolume ? 'Sort: volume' : 'Sort: newest'}
        </ChipButton>
        <ChipButton pressed={!isCards} onClick={() => change({ view: undefined })}>
          Table
        </ChipButton>
        <ChipButton pressed={isCards} onClick={() => change({ view: 'cards' })}>
          Cards
        </ChipButton>
      </span>
    </Group>
  );
}
