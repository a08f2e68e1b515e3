import { Radio, Select, Skeleton, Text, VisuallyHidden } from '@mantine/core';
import type { Event, EventType } from '@tidings/event/schema';
import type { ReactNode } from 'react';

import { shortId } from '../../format/id.ts';
import { SearchBox } from '../../log/search-box.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { LoadMore } from '../../ui/load-more.tsx';
import { Mono } from '../../ui/mono.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { byCategory } from '../catalog/example.ts';
import { aboutOf, aboutWords, isErased, namedWebhook } from '../events/about.ts';
import type { TestSearch } from './test-search.ts';
import classes from './trial.module.css';
import { usePastEvents } from './use-past-events.ts';

interface PastEventFieldsProps {
  types: EventType[];
  search: TestSearch;
  error: ReactNode;
  onChange: (changed: Partial<TestSearch>) => void;
}

/** A past event of the account, found by its type and by what it is about. */
export function PastEventFields({ types, search, error, onChange }: PastEventFieldsProps) {
  const events = usePastEvents({ type: search.type, q: search.q });
  const names = byCategory(types).flatMap(([, members]) => members.map(({ name }) => name));
  const found = events.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <div>
      <div className={classes.find}>
        <SearchBox
          keys="E-mail, campaign or event id"
          hint="The whole value or name: the e-mail address of a contact, a campaign, a tag; or the id of an event"
          q={search.q ?? ''}
          longest={320}
          onSearch={(q) => onChange({ q: q || undefined })}
        />
        <Select
          aria-label="Event type"
          placeholder="All types"
          data={names}
          value={search.type ?? null}
          onChange={(type) => onChange({ type: type ?? undefined })}
          clearable
          searchable
        />
      </div>
      {events.error && !events.data ? (
        <ErrorNotice
          error={events.error}
          doing="load the events"
          kept="What you chose is still here."
          onRetry={() => events.refetch()}
        />
      ) : !events.data ? (
        <div role="status" aria-busy aria-label="Events are loading">
          <Skeleton height={240} radius="md" />
        </div>
      ) : found.length === 0 ? (
        <Text c="dimmed" className={classes.none}>
          {events.hasNextPage
            ? 'None of the newest events matches. Load more to look further back.'
            : search.q || search.type
              ? 'No event matches. The search takes the whole value or name of what an event is about, or its whole id.'
              : 'No events yet. Send a sample instead.'}
        </Text>
      ) : (
        <Radio.Group
          label={<VisuallyHidden>Which event</VisuallyHidden>}
          value={search.event ?? ''}
          onChange={(event) => onChange({ event })}
          error={error}
        >
          <div className={classes.events}>
            {found.map((event) => (
              <EventChoice
                key={event.id}
                event={event}
                type={types.find(({ name }) => name === event.type)}
              />
            ))}
          </div>
        </Radio.Group>
      )}
      {!events.isPlaceholderData && <LoadMore pages={events} noun="events" />}
    </div>
  );
}

function EventChoice({ event, type }: { event: Event; type: EventType | undefined }) {
  const words = isErased(event)
    ? 'Erased on request'
    : (aboutWords(aboutOf(event, type)) ?? namedWebhook(event));
  return (
    <Radio
      value={event.id}
      disabled={isErased(event)}
      classNames={{ root: classes.event, body: classes.eventBody, labelWrapper: classes.eventLabel }}
      label={
        <span className={classes.eventWords}>
          <span>{event.type}</span>
          <span className={classes.about}>{words}</span>
          <span className={classes.idOf}>
            <Mono dim>{shortId(event.id)}</Mono>
          </span>
          <span className={classes.when}>
            <RelativeTime at={event.created_at} />
          </span>
        </span>
      }
    />
  );
}
