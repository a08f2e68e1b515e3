import { subscription } from '@tidings/event/schema';
import { timestamp, typeId } from '@tidings/kernel/schema';
import { z } from 'zod';

export const readRequestsInput = z
  .strictObject({
    webhook_id: typeId('wh')
      .optional()
      .meta({
        description:
          'Take over the events, filter, version and payload style of this webhook, whether it is active or not; the three that follow ' +
          'are left out then.',
      }),
    events: z.array(subscription).min(1).max(100).optional().meta({ description: '`["*"]` if left out.' }),
    api_version: z.iso.date().optional().meta({
      description: 'Dated version of event data, as of a webhook; the newest if left out.',
    }),
    payload_style: z.enum(['snapshot', 'thin']).optional().meta({ description: '`snapshot` if left out.' }),
    since: timestamp.optional().meta({
      description:
        'Where to begin: events that were accepted after this time, at most a day ago. Left out: now. Nothing where there is a ' +
        '`cursor`.',
    }),
    cursor: z.string().max(500).optional().meta({ description: 'The `cursor` of the answer before.' }),
    seen: z
      .array(typeId('evt'))
      .max(1_000)
      .default([])
      .meta({ description: 'Events that came in the last three minutes, newest last: answers overlap.' }),
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
    cursor: z.string().meta({ description: 'To ask from the next time.' }),
    has_more: z.boolean().meta({
      description:
        'More may be there already: ask again at once, or in a second where the cursor is the same.',
    }),
    is_complete: z.boolean().meta({
      description:
        'False where `since` or `cursor` lies more than a day back: what came before that is left out.',
    }),
    data: z.array(listenerRequest),
  })
  .meta({ id: 'ListenerRequests' });
export type ListenerRequests = z.output<typeof listenerRequests>;
