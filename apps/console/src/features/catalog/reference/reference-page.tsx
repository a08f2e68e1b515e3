import { Anchor, Button, Skeleton, Stack } from '@mantine/core';
import { Link } from '@tanstack/react-router';

import { counted } from '../../../format/number.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Page } from '../../../ui/page.tsx';
import { useTypedQuery } from '../../../ui/use-typed-query.ts';
import { useIsViewer } from '../../session/use-session.ts';
import { byCategory } from '../example.ts';
import { useEventTypes } from '../use-event-types.ts';
import type { ReferenceSearch } from './reference-search.ts';
import { TypeIndex } from './type-index.tsx';
import { TypeList } from './type-list.tsx';
import { TypePage } from './type-page.tsx';

import classes from './reference.module.css';

interface ReferencePageProps {
  search: ReferenceSearch;
  onQuery: (q: string) => void;
}

const REFERENCE = '/dashboard/settings/webhooks/events';

/** Every event type there is: all of them to compare, or one in full. */
export function ReferencePage({ search, onQuery }: ReferencePageProps) {
  const isViewer = useIsViewer();
  const catalog = useEventTypes();
  const { q, query } = useTypedQuery(search.q ?? '', onQuery);
  const types = catalog.data?.data ?? null;
  const type = types?.find((each) => each.name === search.type);

  if (search.type === undefined || !types) {
    return (
      <Page title="Event reference">
        <PageHeader
          trail={
            !isViewer && (
              <Anchor renderRoot={(props) => <Link to="/dashboard/settings/webhooks" {...props} />}>
                Webhooks
              </Anchor>
            )
          }
          title="Event reference"
          sentence={
            types
              ? `${counted(types.length, 'event type')} in ${counted(byCategory(types).length, 'category', 'categories')}: what triggers each, and what it carries.`
              : 'What triggers each event, and what it carries.'
          }
        />
        {catalog.error && !types ? (
          <ErrorNotice
            error={catalog.error}
            doing="load the event types"
            meanwhile="Webhooks go on getting their events."
            onRetry={() => catalog.refetch()}
          />
        ) : types ? (
          <TypeIndex types={types} q={q} onQuery={query} />
        ) : (
          <Stack gap="sm" role="status" aria-busy aria-label="Event types are loading">
            <Skeleton height={34} maw={320} radius="md" />
            <Skeleton height={300} radius="lg" />
            <Skeleton height={180} radius="lg" />
          </Stack>
        )}
      </Page>
    );
  }
  return (
    <Page title={type?.name ?? 'Event reference'}>
      <div className={classes.columns}>
        <TypeList types={types} current={search.type} q={q} onQuery={query} />
        {type ? (
          <TypePage key={type.name} type={type} types={types} version={search.version ?? null} q={q.trim()} />
        ) : (
          <EmptyState
            title="No such event type"
            heading="h1"
            action={
              <Button variant="default" renderRoot={(props) => <Link to={REFERENCE} {...props} />}>
                See all event types
              </Button>
            }
          >
            The catalog has no “{search.type}”. It may have been renamed or removed.
          </EmptyState>
        )}
      </div>
    </Page>
  );
}
