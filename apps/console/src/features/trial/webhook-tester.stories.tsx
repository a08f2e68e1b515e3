import type { Event } from '@tidings/event/schema';
import type { Webhook } from '@tidings/endpoint/schema';
import { useState } from 'react';

import { catalog } from '../../mocks/catalog.ts';
import { allEvents } from '../../mocks/events.ts';
import { webhooks } from '../../mocks/webhooks.ts';
import { OUT_OF_ORDER } from '../../stories/refusals.ts';
import type { Stories } from '../../stories/story.ts';
import { ARABIC_NAME, HEBREW_NAME, LONG_NAME, UNBROKEN_NAME } from '../../stories/texts.ts';
import { EMPTY_VALUES } from '../webhook-form/form-values.ts';
import { TestSection } from '../webhook-form/test-section.tsx';
import { useUrlTest } from '../webhook-form/use-url-test.ts';
import { ExampleTest } from './example-test.tsx';
import { TestForm } from './test-form.tsx';
import type { TestSearch } from './test-search.ts';

const [healthy, failing] = webhooks;
const SEND = 'Send test event';

/** As on the page of the test, without its address. */
function OnPage({ webhook, first = {} }: { webhook: Webhook | undefined; first?: TestSearch }) {
  const [search, setSearch] = useState(first);
  return webhook && <TestForm webhook={webhook} types={catalog} search={search} onSearch={setSearch} />;
}

/** As in the last step of a new webhook. */
function BeforeSaving({ url }: { url: string }) {
  return <TestSection urlTest={useUrlTest({ ...EMPTY_VALUES, url, events: ['*'] })} onFaulty={() => {}} />;
}

const pastEvents = { from: 'event' } as const;

function eventsNamed(...names: string[]) {
  const [event] = allEvents();
  const data = names.map((name, index): Event => ({
    id: `evt_01kaf3c2v7e8w9xk4t0000000${index}`,
    type: 'campaign.launched',
    api_version: '2026-11-01',
    created_at: event?.created_at ?? '',
    account_id: event?.account_id ?? '',
    data: { object: { object: 'campaign', id: `cmp_${index}`, name } },
  }));
  return { data: { data, has_more: false, next_cursor: null } };
}

export const stories: Stories = {
  'a sample': {
    render: () => <OnPage webhook={healthy} />,
    shows: [
      { role: 'textbox', name: 'Data' },
      { role: 'button', name: SEND },
    ],
    lacks: [
      { role: 'region', name: 'Result' },
      'Waiting for the endpoint',
      'was not confirmed',
      'Expected a string.',
    ],
  },
  many: {
    render: () => <OnPage webhook={healthy} first={pastEvents} />,
    shows: [
      { role: 'radiogroup', name: 'Which event' },
      { css: '[role=radiogroup] :nth-child(8) input[type=radio]' },
    ],
    lacks: ['Choose one of the events.'],
  },
  loading: {
    render: () => <OnPage webhook={healthy} first={pastEvents} />,
    answers: { 'events.list': 'never' },
    shows: [{ role: 'status', name: 'Events are loading' }],
  },
  empty: {
    render: () => <OnPage webhook={healthy} first={pastEvents} />,
    answers: { 'events.list': eventsNamed() },
    shows: ['No events yet. Send a sample instead.'],
  },
  'nothing found': {
    render: () => <OnPage webhook={healthy} first={{ ...pastEvents, q: 'nobody@example.com' }} />,
    shows: ['No event matches.'],
  },
  error: {
    render: () => <OnPage webhook={healthy} first={pastEvents} />,
    answers: { 'events.list': OUT_OF_ORDER },
    shows: ['Could not load the events', { role: 'button', name: 'Try again' }],
  },
  'no event chosen': {
    render: () => <OnPage webhook={healthy} first={pastEvents} />,
    press: [SEND],
    shows: ['Choose one of the events.'],
  },
  'waiting for the endpoint': {
    render: () => <OnPage webhook={healthy} />,
    answers: { 'trials.webhook': 'never' },
    press: [SEND],
    shows: ['Waiting for the endpoint, 5 seconds at most'],
  },
  succeeded: {
    render: () => <OnPage webhook={healthy} />,
    press: [SEND],
    shows: ['Succeeded', { role: 'region', name: 'Request as it was sent' }, { role: 'button', name: SEND }],
  },
  failed: {
    render: () => <OnPage webhook={failing} />,
    press: [SEND],
    shows: ['Failed', { role: 'region', name: 'Likely causes' }, { role: 'button', name: SEND }],
    lacks: ['Send other data or a past event'],
  },
  'not sent': {
    render: () => <OnPage webhook={healthy} />,
    answers: { 'trials.webhook': OUT_OF_ORDER },
    press: [SEND],
    shows: ['The request to send the test was not confirmed', 'What you chose is still here.'],
  },
  'data that the schema refuses': {
    render: () => <OnPage webhook={healthy} />,
    answers: {
      'trials.webhook': {
        status: 422,
        detail: 'The data do not satisfy the schema.',
        issues: [{ path: '/data/object/id', message: 'Expected a string.' }],
      },
    },
    press: [SEND],
    shows: ['/object/id', 'Expected a string.'],
  },
  'in a dialog': {
    render: () => failing && <ExampleTest webhook={failing} types={catalog} />,
    press: [SEND],
    shows: ['Send other data or a past event', 'Failed'],
  },
  'before saving': {
    render: () => <BeforeSaving url="https://ingest.acme.dev/v2/events" />,
    press: ['Send a test'],
    shows: ['Succeeded', { role: 'button', name: 'Test again' }],
  },
  'before saving, to an endpoint that fails': {
    render: () => <BeforeSaving url="https://fail.acme.dev/v2/events" />,
    press: ['Send a test'],
    shows: ['Failed', { role: 'region', name: 'Likely causes' }, { role: 'button', name: 'Test again' }],
  },
  'before saving, without a catalog': {
    render: () => <BeforeSaving url="https://ingest.acme.dev/v2/events" />,
    answers: { 'eventTypes.list': OUT_OF_ORDER },
    shows: ['Could not load the event types to send an example of', { role: 'button', name: 'Try again' }],
  },
  'long names': {
    render: () => <OnPage webhook={healthy} first={pastEvents} />,
    answers: { 'events.list': eventsNamed(LONG_NAME, UNBROKEN_NAME) },
    shows: [LONG_NAME, UNBROKEN_NAME],
  },
  'right-to-left': {
    render: () => <OnPage webhook={healthy} first={pastEvents} />,
    answers: { 'events.list': eventsNamed(ARABIC_NAME, HEBREW_NAME) },
    shows: [ARABIC_NAME, HEBREW_NAME],
  },
};
