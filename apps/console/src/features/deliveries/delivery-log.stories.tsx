import type { Attempt, Delivery } from '@tidings/delivery/schema';
import type { Webhook } from '@tidings/endpoint/schema';
import { useState } from 'react';

import { attempts, deliveries } from '../../mocks/deliveries.ts';
import { webhooks } from '../../mocks/webhooks.ts';
import { OUT_OF_ORDER } from '../../stories/refusals.ts';
import type { Stories } from '../../stories/story.ts';
import { ARABIC_NAME, HEBREW_NAME, UNBROKEN_NAME } from '../../stories/texts.ts';
import { DeliveryLog } from './delivery-log.tsx';
import type { LogSearch } from './log-search.ts';

const [healthy, failing] = webhooks;

const LONG_TYPE = 'a_resource_with_a_very_long_name_indeed.that_something_has_happened_to';

/** As on the page of the webhook, without its address. */
function OnPage({ webhook, first = {} }: { webhook: Webhook | undefined; first?: LogSearch }) {
  const [search, setSearch] = useState(first);
  return (
    webhook && <DeliveryLog webhookId={webhook.id} webhook={webhook} search={search} onSearch={setSearch} />
  );
}

const retried = deliveries.find(
  ({ webhook_id: id, status, attempts_made: made }) =>
    id === failing?.id && status === 'retrying' && made > 1,
);
const opened: LogSearch = { delivery: retried?.id };
const made = attempts.get(retried?.id ?? '') ?? [];

const page = (data: readonly (Delivery | Attempt)[]) => ({
  data: { data, has_more: false, next_cursor: null },
});
/** As many as show the open one among others. */
const few = page(deliveries.filter(({ webhook_id: id }) => id === failing?.id).slice(0, 4));
const attemptsLoad = { role: 'status', name: 'Attempts are loading' };
const table = { role: 'table', name: 'Deliveries, newest first' };

/** What a customer's shop sent and its endpoint answered, in the customer's own words. */
function inWords(name: string): Attempt[] {
  return made.map((attempt) => ({
    ...attempt,
    request: { ...attempt.request, body: JSON.stringify({ data: { object: { name, tags: [name, name] } } }) },
    response: { headers: { 'content-type': 'text/plain; charset=utf-8' }, body: name, truncated: false },
  }));
}

export const stories: Stories = {
  many: {
    render: () => <OnPage webhook={failing} />,
    shows: [table, 'Retrying', 'Succeeded', { role: 'button', name: 'Load older' }],
  },
  loading: {
    render: () => <OnPage webhook={healthy} />,
    answers: { 'deliveries.list': 'never' },
    shows: [table, { css: '[aria-busy=true]' }],
    lacks: [attemptsLoad],
  },
  empty: {
    render: () => <OnPage webhook={healthy} />,
    answers: { 'deliveries.list': page([]) },
    shows: ['No deliveries yet'],
  },
  'nothing matches': {
    render: () => <OnPage webhook={healthy} first={{ q: 'nobody@example.com' }} />,
    shows: ['No delivery matches', { role: 'button', name: 'Clear the filters' }],
  },
  'nothing that failed is left': {
    render: () => <OnPage webhook={healthy} first={{ status: 'failed,retrying' }} />,
    answers: { 'deliveries.list': page([]) },
    shows: ['Nothing that failed is left', { role: 'button', name: 'Clear the filters' }],
  },
  error: {
    render: () => <OnPage webhook={healthy} />,
    answers: { 'deliveries.list': OUT_OF_ORDER },
    shows: ['Could not load the deliveries', { role: 'button', name: 'Try again' }],
  },
  'one open': {
    render: () => <OnPage webhook={failing} first={opened} />,
    answers: { 'deliveries.list': few },
    shows: [
      { role: 'region', name: 'Request as it was sent' },
      { role: 'region', name: 'Why it will be tried again' },
    ],
    lacks: ['It waits until the webhook is resumed.', LONG_TYPE, HEBREW_NAME],
  },
  'one open, whose attempts load': {
    render: () => <OnPage webhook={failing} first={opened} />,
    answers: { 'deliveries.list': few, 'deliveries.attempts': 'never' },
    shows: [attemptsLoad],
  },
  'one open, whose attempts cannot be read': {
    render: () => <OnPage webhook={failing} first={opened} />,
    answers: { 'deliveries.list': few, 'deliveries.attempts': OUT_OF_ORDER },
    shows: ['Could not load the attempts', { role: 'button', name: 'Try again' }],
  },
  'of a paused webhook': {
    render: () => <OnPage webhook={failing && { ...failing, status: 'paused' }} first={opened} />,
    answers: { 'deliveries.list': few },
    shows: [table, 'It waits until the webhook is resumed.'],
  },
  'long names': {
    render: () => <OnPage webhook={failing} first={opened} />,
    answers: {
      'deliveries.list': page(few.data.data.map((each) => ({ ...each, event_type: LONG_TYPE }))),
      'deliveries.attempts': page(inWords(UNBROKEN_NAME)),
    },
    shows: [LONG_TYPE, { role: 'region', name: 'Request as it was sent' }, UNBROKEN_NAME],
  },
  'right-to-left': {
    render: () => <OnPage webhook={failing} first={opened} />,
    answers: {
      'deliveries.list': few,
      'deliveries.attempts': page(inWords(`${ARABIC_NAME} ${HEBREW_NAME}`)),
    },
    shows: [`${ARABIC_NAME} ${HEBREW_NAME}`],
  },
};
