import { thinData, type EventType } from '@tidings/event/schema';

import { versionAt } from './versions.ts';

interface Wanted {
  /** The webhook's; null for the newest version. */
  pin: string | null;
  style: 'snapshot' | 'thin';
}

/** The body of a request as a receiver gets it, from the example of the version that the pin leads to. */
export function sampleBody(type: EventType, { pin, style }: Wanted): string {
  const version = versionAt(type.versions, pin);
  const data = version?.example ?? {};
  const body = {
    id: 'evt_01k9w3m5kqe8nb2v7x4r6t0zcd',
    type: type.name,
    api_version: version?.version,
    created_at: '2026-11-20T14:34:00.000Z',
    account_id: 'acct_01k9w3m5kqe8nb2v7x4r6t0zcd',
    data: style === 'thin' ? thinData(data, type.related_url) : data,
  };
  return JSON.stringify(body, null, 2);
}
