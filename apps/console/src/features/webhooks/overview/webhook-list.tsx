import { Button } from '@mantine/core';
import type { ListedWebhook } from '@tidings/endpoint/schema';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';

import { LiveArea } from '../../../log/live-area.tsx';
import { useLiveRows } from '../../../log/use-live-rows.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import type { Stretch } from '../../../ui/row-window.ts';
import { UnreadLine } from '../../../ui/unread-line.tsx';
import { useVirtualRows } from '../../../ui/use-virtual-rows.ts';
import { NO_TYPES_TO_FILTER_BY } from '../../catalog/use-event-types.ts';
import { LINES_AT_ONCE } from '../limits.ts';
import { isDeletedHere } from '../use-delete-webhook.ts';
import type { useOverview } from '../use-overview.ts';
import { WebhookDialogs, type WebhookDialog } from '../webhook-dialogs.tsx';
import { type Doings, readOf, type useListed } from './use-listed.ts';
import { useSparklines } from './use-sparklines.ts';
import { WebhookTable } from './webhook-table.tsx';
import { withoutFilters, type WebhooksSearch } from './webhooks-search.ts';

// The table is what is shown first.
const WebhookCards = lazy(async () => ({ default: (await import('./webhook-cards.tsx')).WebhookCards }));

/** As rows and cards are drawn. */
const HEIGHTS = { table: 56, cards: 222 };

const NOUNS = ['webhook', 'webhooks'] as const;

const NO_NUMBERS = 'Some of the numbers could not be loaded.';

interface Asked {
  of: ListedWebhook;
  dialog: WebhookDialog | null;
}

/** Those that are drawn with those beside them, so that a little scrolling asks for nothing. */
function inParts(ids: readonly string[], { from, to }: Stretch): string[] {
  const first = Math.floor(from / LINES_AT_ONCE) * LINES_AT_ONCE;
  return ids.slice(first, Math.ceil(to / LINES_AT_ONCE) * LINES_AT_ONCE);
}

interface WebhookListProps {
  listed: ReturnType<typeof useListed>;
  /** The numbers above the list. */
  overview: ReturnType<typeof useOverview>;
  search: WebhooksSearch;
  onSearch: (search: WebhooksSearch) => void;
}

/** What the search leaves, as a table or as cards; before it, what could not be read. */
export function WebhookList({ listed, overview, search, onSearch }: WebhookListProps) {
  const { all, catalog, catalogError } = listed;
  const activity = readOf(listed.activity);
  // One set of dialogs for all rows.
  const [asked, setAsked] = useState<Asked | null>(null);
  const { webhook: _panel, edit: _edit, view: _view, ...chosenBy } = search;
  const live = useLiveRows(listed.rows, {
    by: JSON.stringify(chosenBy),
    leaves: isDeletedHere,
    all: all ?? undefined,
  });
  const { rows } = live;
  const ids = rows?.map(({ id }) => id) ?? [];
  const drawn = useVirtualRows({ ids, rowHeight: HEIGHTS[search.view ?? 'table'], open: search.webhook });
  const lines = useSparklines(inParts(ids, drawn.within));
  const pulses = readOf(lines);
  const doings: Doings = useMemo(() => ({ activity, pulses }), [activity, pulses]);
  const onDialog = useCallback((of: ListedWebhook, dialog: WebhookDialog) => setAsked({ of, dialog }), []);
  const onOpen = useCallback((webhook: string) => onSearch({ ...search, webhook }), [onSearch, search]);
  const notice = (
    <UnreadLine
      of={[
        ...[overview, listed.volumes, listed.activity, lines].map((query) => [query, NO_NUMBERS] as const),
        ...(catalogError ? [] : [[catalog, NO_TYPES_TO_FILTER_BY] as const]),
      ]}
    />
  );
  return (
    <>
      {notice}
      {catalogError ? (
        <ErrorNotice
          error={catalogError}
          doing="load the event types of the category"
          kept="Without the filter all webhooks show."
          onRetry={() => catalog.refetch()}
        />
      ) : rows?.length === 0 ? (
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
      ) : (
        <LiveArea area={live.area} waiting={live.waiting} nouns={NOUNS} onShow={live.show}>
          {search.view === 'cards' ? (
            <Suspense>
              <WebhookCards
                webhooks={rows}
                drawn={drawn}
                doings={doings}
                search={search}
                onDialog={onDialog}
              />
            </Suspense>
          ) : (
            <WebhookTable
              webhooks={rows}
              drawn={drawn}
              doings={doings}
              search={search}
              onDialog={onDialog}
              onOpen={onOpen}
            />
          )}
        </LiveArea>
      )}
      {/* Whatever becomes of its row, a dialog stays with what it shows once. */}
      {asked && (
        <WebhookDialogs
          webhook={all?.find(({ id }) => id === asked.of.id) ?? asked.of}
          open={asked.dialog}
          onClose={() => setAsked({ of: asked.of, dialog: null })}
        />
      )}
    </>
  );
}
