import { pageInput, pageOf, problem, text, timestamp, typeId } from '@tidings/kernel/schema';
import { z } from 'zod';

/** Most events that one `POST /events/batch` takes. */
export const BATCH_LIMIT = 1000;
/** Most bytes of one event's envelope, as UTF-8 JSON. */
export const EVENT_BYTES_LIMIT = 256 * 1024;

export const eventTypeName = z
  .string()
  .max(100)
  .regex(/^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$/, 'Expected a name like "email.opened".');

/** Zod leaves out a key `__proto__` without a word; what a publisher sends is kept whole or refused. */
const eventData = z.preprocess(
  (data, context) => {
    if (typeof data === 'object' && data !== null && Object.hasOwn(data, '__proto__')) {
      context.addIssue({
        code: 'custom',
        path: ['__proto__'],
        message: 'This name cannot be used.',
        input: data,
      });
    }
    return data;
  },
  z.record(z.string(), z.unknown()),
);

export const publishInput = z
  .strictObject({
    type: eventTypeName.meta({ example: 'email.opened' }),
    data: eventData.meta({ description: "The event's data; must satisfy the JSON Schema of its type." }),
    id: typeId('evt')
      .optional()
      .meta({ description: 'Given by the publisher: publishing it again is harmless.' }),
    created_at: timestamp.optional().meta({ description: 'When it happened; now if left out.' }),
    api_version: z.iso
      .date()
      .optional()
      .meta({ description: 'Version of the payload; the newest if left out.' }),
  })
  .meta({ id: 'PublishEvent' });
export type PublishInput = z.output<typeof publishInput>;

export const publishBatchInput = z.strictObject({ events: z.array(z.unknown()).min(1).max(BATCH_LIMIT) });

export const published = z
  .object({
    id: typeId('evt'),
    type: eventTypeName,
    api_version: z.string(),
    created_at: z.string(),
    deliveries: z.number().int().meta({ description: 'How many deliveries were made.' }),
  })
  .meta({ id: 'PublishedEvent' });
export type Published = z.output<typeof published>;

export const publishedBatch = z.object({
  data: z.array(z.union([published, z.object({ error: problem })])),
});

export const event = z
  .object({
    id: typeId('evt'),
    type: eventTypeName,
    api_version: z.string(),
    created_at: z.string(),
    account_id: typeId('acct'),
    data: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'Event' });
export type Event = z.output<typeof event>;

export const eraseInput = z
  .strictObject({
    email: text
      .trim()
      .min(3)
      .max(320)
      .regex(/@/, 'Expected an e-mail address.')
      .optional()
      .meta({ description: 'Erases events whose data holds this address, in upper or lower case.' }),
    subject_id: text
      .min(1)
      .max(500)
      .optional()
      .meta({ description: 'Erases events whose `data.object.id` is this.' }),
  })
  .refine(
    ({ email, subject_id }) => (email === undefined) !== (subject_id === undefined),
    'Give either email or subject_id.',
  )
  .meta({ id: 'Erase' });

export const erased = z
  .object({
    events: z.number().int().meta({ description: 'Events whose data was erased.' }),
    deliveries: z.number().int().meta({ description: 'Deliveries of these events.' }),
  })
  .meta({ id: 'Erased' });
export type Erased = z.output<typeof erased>;

export const listEventsInput = pageInput.extend({
  type: eventTypeName.optional(),
  created_after: timestamp.optional(),
  created_before: timestamp.optional(),
});
export const eventPage = pageOf(event);
export const getEventInput = z.object({ id: typeId('evt') });

export const eventTypeVersion = z.object({
  version: z.iso.date(),
  schema: z.record(z.string(), z.unknown()).meta({ description: 'JSON Schema 2020-12 of `data`.' }),
  example: z.record(z.string(), z.unknown()).meta({ description: 'An example of `data`.' }),
});

/** One event type: a file of the catalog folder, and what `GET /event-types` answers. */
export const eventType = z
  .strictObject({
    name: eventTypeName,
    category: z.string(),
    description: z.string(),
    trigger: z.string(),
    frequency: z.string(),
    retry_safe: z.boolean(),
    use_cases: z.array(z.string()),
    related: z.array(eventTypeName),
    objects: z.array(z.string()),
    facets: z.record(z.string(), z.string()).default({}),
    related_url: z.string().optional(),
    versions: z.array(eventTypeVersion).min(1),
  })
  .meta({ id: 'EventType' });
export type EventType = z.output<typeof eventType>;
export const eventTypeList = z.object({ data: z.array(eventType) });
export const getEventTypeInput = z.object({ name: eventTypeName });
