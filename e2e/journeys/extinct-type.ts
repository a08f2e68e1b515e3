import { expect } from 'vitest';
import type { LogJourney } from './log-journey.ts';

const EXTINCT = {
  name: 'dodo.seen',
  category: 'Dodo',
  description: 'It was seen.',
  trigger: 'Somebody saw it.',
  frequency: 'Rare.',
  retry_safe: true,
  use_cases: ['Tell somebody'],
  related: [],
  objects: [],
  facets: {},
  versions: [{ version: '2026-01-01', schema: { type: 'object' }, example: {} }],
};

/** Makes the webhook of a journey, for a type that is taken out of the catalog again. Its name is given back. */
export async function subscribeToExtinct(journey: LogJourney): Promise<string> {
  const { api } = journey.server;
  const written = await api.send('PUT', `/event-types/${EXTINCT.name}`, {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(EXTINCT),
  });
  expect(written.status).toBe(201);
  await journey.makeWebhook({ events: [EXTINCT.name] });
  expect((await api.delete(`/event-types/${EXTINCT.name}`)).status).toBe(204);
  return EXTINCT.name;
}
