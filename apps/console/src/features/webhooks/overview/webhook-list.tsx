import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';

import { count } from '../../../format/number.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { MOST_WEBHOOKS } from '../use-all-webhooks.ts';
import type { Doings, useListed } from './use-listed.ts';
import { useSparklines } from './use-sparklines.ts';
import { WebhookCards } from './webhook-cards.tsx';
import { WebhookTable } from './webhook-table.tsx';
import { withoutFilters, type WebhooksSearch } from './webhooks-search.ts';

const SHOWN_FIRST = 50;

interface WebhookListProps {
  listed: Pick<ReturnType<typeof useListed>, 'all' | 'rows' | 'activity' | 'catalogError' | 'retryCatalog'>;
  search: WebhooksSearch;
  onSearch: (search: WebhooksSearch) => void;
}

/** What the search leaves, as a table or as cards, some at a time. */
export function WebhookList({ listed, search, onSearch }: WebhookListProps) {
  const { all, rows, activity, catalogError, retryCatalog } = listed;
  const [most, setMost] = useState(SHOWN_FIRST);
  const shown = rows?.slice(0, most) ?? null;
  const pulses = useSparklines(shown?.map(({ id }) => id) ?? []).data;
  const doings: Doings = { activity, pulses };
  if (catalogError) {
    return (
      <ErrorNotice
        error={catalogError}
        doing="load the event types of the category"
        kept="Without the filter all webhooks show."
        onRetry={retryCatalog}
      />
    );
  }
  if (rows?.length === 0) {
    return (
      <EmptyState
        title="No webhook matches"
        action={
          <Button variant="default" onClick={() => onSearch(withoutFilters(search))}>
            Clear the filters
          </Button>
        }
      >
        None has all that the filters ask for.
      </EmptyState>
    );
  }
  return (
    <>
      {search.view === 'cards' ? (
        <WebhookCards webhooks={shown} doings={doings} search={search} />
      ) : (
        <WebhookTable
          webhooks={shown}
          doings={doings}
          search={search}
          onOpen={(webhook) => onSearch({ ...search, webhook })}
        />
      )}
      {rows && rows.length > most && (
        <Group justify="center" mt="md">
          <Button variant="default" onClick={() => setMost(most + SHOWN_FIRST)}>
            Show more of {count(rows.length)}
          </Button>
        </Group>
      )}
      {all && all.length >= MOST_WEBHOOKS && (
        <Text c="dimmed" size="xs" mt="sm" ta="center">
          These are of the newest {count(MOST_WEBHOOKS)} webhooks. Older ones are listed by the API.
        </Text>
      )}
    </>
  );
}
