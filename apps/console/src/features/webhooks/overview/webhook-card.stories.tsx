import type { ListedWebhook } from '@tidings/endpoint/schema';

import { hoursOf, thisHour } from '../../../mocks/traffic.ts';
import { makeWebhook, webhooks } from '../../../mocks/webhooks.ts';
import type { Stories } from '../../../stories/story.ts';
import { ARABIC_NAME, HEBREW_NAME, LONG_NAME, LONG_URL, UNBROKEN_NAME } from '../../../stories/texts.ts';
import type { Doings } from './use-listed.ts';
import { useVirtualRows } from '../../../ui/use-virtual-rows.ts';
import { WebhookCards } from './webhook-cards.tsx';
import { weekOf } from './week.ts';

const HOURS = 168;
const HOUR_MS = 3_600_000;
const QUIET: Doings = {
  activity: new Map(),
  pulses: { from: startOf(), of: () => ({ ...weekOf(undefined), line: undefined }) },
};
const WAITED_FOR: Doings = { activity: undefined, pulses: undefined };
const UNREAD: Doings = { activity: null, pulses: null };

function startOf(): string {
  return new Date(thisHour() - (HOURS - 1) * HOUR_MS).toISOString();
}

/** A week as the mocks make it up. */
const BUSY: Doings = {
  activity: new Map(
    webhooks.map(({ id }) => [
      id,
      {
        webhook_id: id,
        attempts_total: 9_204,
        failed_total: 12,
        consecutive_failures: 0,
        last_attempt_at: new Date(Date.now() - 42_000).toISOString(),
      },
    ]),
  ),
  pulses: {
    from: startOf(),
    of: (id) => {
      const hours = hoursOf(webhooks.find((each) => each.id === id) ?? makeWebhook({}), HOURS);
      const line = { total: hours.map(({ total }) => total), failed: hours.map(({ failed }) => failed) };
      return { ...weekOf({ ...line, deliveries: 9_160, day_failed: 12, success_rate: 0.982 }), line };
    },
  },
};

interface CardsProps {
  shown: readonly ListedWebhook[] | null;
  doings: Doings;
}

function Cards({ shown, doings }: CardsProps) {
  const drawn = useVirtualRows({ ids: shown?.map(({ id }) => id) ?? [], rowHeight: 222 });
  return <WebhookCards webhooks={shown} drawn={drawn} doings={doings} search={{}} onDialog={() => {}} />;
}

const cards = (shown: CardsProps['shown'], doings: Doings) => <Cards shown={shown} doings={doings} />;
const known = (index: number) => () => cards(webhooks.slice(index, index + 1), BUSY);

export const stories: Stories = {
  active: { render: known(0), shows: ['Warehouse loader', 'Active', '98.2%'] },
  failing: { render: known(1), shows: ['Billing ledger', 'Failing', 'Fetchbase (app)'] },
  paused: { render: known(3), shows: ['Slack alerts', 'Paused'] },
  inactive: { render: known(4), shows: ['Inactive'] },
  loading: { render: () => cards(null, WAITED_FOR), shows: [{ css: 'ul[aria-busy=true]' }] },
  'without its numbers yet': {
    render: () => cards(webhooks.slice(0, 1), WAITED_FOR),
    shows: ['Warehouse loader', 'Last delivery'],
    // Neither a number nor the dash of what there is not.
    lacks: ['98.2%', 'failed', '–', { css: 'dd time' }, { css: '[role=slider]' }],
  },
  'numbers that cannot be read': {
    render: () => cards(webhooks.slice(0, 1), UNREAD),
    shows: ['Warehouse loader', '–'],
  },
  empty: { render: () => cards([makeWebhook({ name: 'Just made' })], QUIET), shows: ['Just made', '–'] },
  many: {
    render: () =>
      cards(
        Array.from({ length: 12 }, (_, index) => makeWebhook({ name: `Webhook ${index + 1}` })),
        BUSY,
      ),
    shows: ['Webhook 12'],
  },
  'long names': {
    render: () =>
      cards(
        [LONG_NAME, UNBROKEN_NAME].map((name) =>
          makeWebhook({
            name,
            url: LONG_URL,
            events: ['a_resource_with_a_very_long_name.that_something_happened_to'],
            created_by: { type: 'app', id: 'app_1', name },
          }),
        ),
        BUSY,
      ),
    shows: [LONG_NAME, UNBROKEN_NAME],
  },
  'right-to-left': {
    render: () =>
      cards(
        [ARABIC_NAME, HEBREW_NAME].map((name) =>
          makeWebhook({ name, created_by: { type: 'app', id: 'app_1', name } }),
        ),
        BUSY,
      ),
    shows: [ARABIC_NAME, HEBREW_NAME],
  },
};
