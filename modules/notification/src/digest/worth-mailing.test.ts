import { expect, it } from 'vitest';
import type { News } from '../schema.ts';
import { type Standing, type Waiting, worthMailing } from './worth-mailing.ts';

const last = { last_status_code: 503, last_error: 'http_5xx' };
const NEWS: Record<string, News> = {
  failing: {
    kind: 'webhook.degraded',
    details: {
      reason: 'consecutive_failures',
      consecutive_failures: 5,
      attempts: null,
      failed: null,
      ...last,
    },
  },
  'warned 50': { kind: 'webhook.warning', details: { threshold: 50, consecutive_failures: 50, ...last } },
  'warned 90': { kind: 'webhook.warning', details: { threshold: 90, consecutive_failures: 90, ...last } },
  healthy: { kind: 'webhook.recovered', details: {} },
  disabled: {
    kind: 'webhook.disabled',
    details: { reason: 'consecutive_failures', consecutive_failures: 100, ...last },
  },
  'given up': {
    kind: 'webhook.deliveries_exhausted',
    details: {
      delivery_id: 'del_01k9w3m5kqe8nb2v7x4r6t0zcd',
      event_type: 'tag.created',
      attempts_made: 6,
      reason: 'attempts',
      ...last,
    },
  },
};

function waitingOf(words: string): Waiting[] {
  return words.split(', ').map((word) => {
    const found = NEWS[word];
    if (!found) throw new Error(`There is no news "${word}".`);
    return { ...found, id: word };
  });
}

const told = (kind: News['kind'], isRecent = true): Standing['told'] => ({ kind, isRecent });

it.each<[waiting: string, standing: string, told: Standing['told'], mailed: string[]]>([
  ['failing', 'failing', null, ['failing']],
  ['failing, warned 50, warned 90', 'failing', null, ['warned 90']],
  ['warned 90, failing', 'failing', null, ['warned 90']],
  ['failing, warned 50, disabled', 'failing', null, ['disabled']],
  ['given up, disabled', 'failing', null, ['disabled']],
  ['failing, given up', 'failing', null, ['failing', 'given up']],
  // It was over before anybody was told.
  ['failing, healthy', 'healthy', null, []],
  ['healthy', 'healthy', told('webhook.degraded', false), ['healthy']],
  ['healthy', 'healthy', told('webhook.warning'), ['healthy']],
  ['healthy', 'healthy', told('webhook.disabled'), []],
  ['healthy', 'healthy', told('webhook.recovered'), []],
  // To and fro.
  ['healthy, failing', 'failing', told('webhook.degraded'), []],
  ['healthy, failing', 'failing', told('webhook.degraded', false), ['failing']],
  ['failing', 'failing', told('webhook.recovered'), ['failing']],
  ['failing', 'failing', told('webhook.disabled'), ['failing']],
  ['failing, healthy, failing, healthy', 'healthy', told('webhook.degraded'), ['healthy']],
  ['warned 50', 'failing', told('webhook.degraded'), ['warned 50']],
])('of %j, of a webhook that is %s now after %o was told, mails %j', (waiting, standing, before, mailed) => {
  const chosen = worthMailing(waitingOf(waiting), { isFailing: standing === 'failing', told: before });
  expect(chosen.map((each) => each.id)).toEqual(mailed);
});
