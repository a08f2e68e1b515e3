import { subscription } from '@tidings/event/schema';
import { timestamp, typeId } from '@tidings/kernel/schema';
import { z } from 'zod';

export const readRequestsInput = z
  .strictObject({
    events: z.array(subscription).min(1).max(100).default(['*']),
    api_version: z.iso.date().optional().meta({
      description: 'Dated version of event data, as of a webhook; the newest if left out.',
    }),
    payload_style: z.enum(['snapshot', 'thin']).default('snapshot'),
    since: timestamp.optional().meta({
      description: 'The `since` of the answer before. Left out: nothing yet, and where to begin.',
    }),
    seen: z
      .array(typeId('evt'))
      .max(1_000)
      .default([])
      .meta({ description: 'Events that came before, newest last: answers overlap by some seconds.' }),
  })
  .meta({ id: 'ReadListenerRequests' });
export type ReadRequestsInput = z.output<typeof readRequestsInput>;

const listenerRequest = z.object({
  event_id: typeId('evt'),
  event_type: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z.string().meta({ description: 'Exactly these bytes, as UTF-8, are signed.' }),
  fault: z.string().nullable().meta({
    description: 'Why there is nothing to be sent: the data cannot be made into this version.',
  }),
});
export type ListenerRequest = z.output<typeof listenerRequest>;

export const listenerRequests = z
  .object({
    secret: z
      .string()
      .meta({ description: 'What the requests are signed with; the same each time for this key.' }),
    since: z.string().meta({ description: 'To ask from the next time.' }),
    has_more: z.boolean().meta({ description: 'More are there already: ask again at once.' }),
    is_complete: z
      .boolean()
      .meta({ description: 'False where more events came than are looked at: some are missing.' }),
    data: z.array(listenerRequest),
  })
  .meta({ id: 'ListenerRequests' });
export type ListenerRequests = z.output<typeof listenerRequests>;
