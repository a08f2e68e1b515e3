import type { EventType, ShownEventType } from '@tidings/event/schema';
import { useState } from 'react';

import { catalog } from '../../mocks/catalog.ts';
import { OUT_OF_ORDER } from '../../stories/refusals.ts';
import type { Stories } from '../../stories/story.ts';
import { ARABIC_NAME, HEBREW_NAME } from '../../stories/texts.ts';
import { EventsFields } from '../webhook-form/events-fields.tsx';
import { useWebhookForm, WebhookFormProvider } from '../webhook-form/form-context.ts';
import { EMPTY_VALUES } from '../webhook-form/form-values.ts';
import { EventSelector } from './event-selector.tsx';

interface SelectingProps {
  types?: EventType[];
  first?: string[];
  error?: string;
}

/** Holds what is selected, as the form does. */
function Selecting({ types = catalog, first = [], error }: SelectingProps) {
  const [selection, setSelection] = useState(first);
  return <EventSelector types={types} selection={selection} error={error ?? null} onChange={setSelection} />;
}

/** In the form that reads the catalog for it. */
function InForm() {
  const form = useWebhookForm({ initialValues: EMPTY_VALUES });
  return (
    <WebhookFormProvider form={form}>
      <EventsFields />
    </WebhookFormProvider>
  );
}

function typeLike(changed: Partial<EventType>): EventType[] {
  return catalog.slice(0, 1).map((type) => ({ ...type, ...changed }));
}

const page = (data: ShownEventType[]) => ({ data: { data, has_more: false, next_cursor: null } });

export const stories: Stories = {
  'nothing selected': {
    render: () => <Selecting first={['*']} />,
    press: ['Clear all'],
    shows: ['0 events selected.', { role: 'checkbox', name: 'All events of Email' }],
    lacks: ['Choose at least one event.'],
  },
  'everything selected': {
    render: () => <Selecting first={['*']} />,
    shows: ['Types that are added later are included.'],
  },
  'email only': {
    render: () => <InForm />,
    press: ['Email events only'],
    shows: ['7 events selected.'],
    lacks: ['cart.abandoned'],
  },
  refused: {
    render: () => <Selecting error="Choose at least one event." />,
    shows: ['Choose at least one event.'],
  },
  'a type that is gone': {
    render: () => <Selecting first={['cart.abandoned', 'email.*']} />,
    shows: ['cart.abandoned', { role: 'button', name: 'Leave it out' }],
  },
  loading: {
    render: () => <InForm />,
    answers: { 'eventTypes.list': 'never' },
    shows: [{ role: 'status', name: 'Event types are loading' }],
  },
  error: {
    render: () => <InForm />,
    answers: { 'eventTypes.list': OUT_OF_ORDER },
    shows: ['Could not load the event types', { role: 'button', name: 'Try again' }],
  },
  empty: {
    render: () => <InForm />,
    answers: { 'eventTypes.list': page([]) },
    shows: ['The catalog has no event types yet.'],
  },
  many: {
    render: () => (
      <Selecting
        types={Array.from({ length: 300 }, (_, index) =>
          typeLike({ name: `resource_${index}.happened`, category: `Category ${Math.floor(index / 12)}` }),
        ).flat()}
        first={['resource_7.happened']}
      />
    ),
    shows: ['Category 24', '1 event selected.'],
  },
  'long names': {
    render: () => (
      <Selecting
        types={typeLike({
          name: 'a_resource_with_a_very_long_name_indeed.that_something_unusual_has_happened_to',
          category: 'A category that somebody has given the whole sentence as its name, for want of another',
          description: 'a-description-without-a-single-space-'.repeat(6),
        })}
        first={['a_resource_with_a_very_long_name_indeed.that_something_unusual_has_happened_to']}
      />
    ),
    shows: ['a_resource_with_a_very_long_name_indeed.that_something_unusual_has_happened_to'],
  },
  'right-to-left': {
    render: () => <Selecting types={typeLike({ category: HEBREW_NAME, description: ARABIC_NAME })} />,
    shows: [HEBREW_NAME, ARABIC_NAME],
  },
};
