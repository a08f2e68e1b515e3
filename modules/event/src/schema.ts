import { pageInput, pageOf, problem, text, timestamp, typeId } from '@tidings/kernel/schema';
import { z } from 'zod';
import { filterInput } from './filter/filter-input.ts';

export { facetsOf } from './facets/facets-of.ts';
export { compileFilter } from './filter/compile-filter.ts';
export { Looks } from './filter/looks.ts';
export { failedClause } from './filter/failed-clause.ts';
export { filterInput };
export { parseFilter } from './filter/parse-filter.ts';
export { thinData } from './rendering/thin-data.ts';

/** Most events that one `POST /events/batch` takes. */
export const BATCH_LIMIT = 1000;
/** Most bytes of one event's envelope, as UTF-8 JSON. */
export const EVENT_BYTES_LIMIT = 256 * 1024;

export const eventTypeName = z
  .string()
  .max(100)
  .regex(/^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$/, 'Expected a name like "email.opened".');

/** A name, `email.*` for all of a resource, or `*` for everything. */
export const subscription = z.union(
  [z.literal('*'), z.string().regex(/^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*\.\*$/), eventTypeName],
  { error: 'Expected an event type such as "email.opened", a resource such as "email.*", or "*".' },
);

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
    id: typeId('evt').optional().meta({
      description:
        'Given by the publisher: publishing it again is harmless. Its time is at most five minutes ahead.',
    }),
    created_at: timestamp.optional().meta({
      description: 'When it happened; now if left out. At most ten years ago, and at most a day ahead.',
    }),
    api_version: z.iso
      .date()
      .optional()
      .meta({ description: 'Version of the payload; the newest if left out.' }),
    traceparent: z.string().max(200).optional().meta({
      description:
        'Where in a trace it was made, as the W3C header has it, and in its place: for what is published later than it was made. Ignored unless a service key publishes.',
      example: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    }),
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
    warnings: z
      .array(z.object({ path: z.string(), message: z.string() }))
      .optional()
      .meta({ description: "What does not satisfy the type's schema, where the type only warns." }),
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
    data: z.record(z.string(), z.unknown()).meta({
      description:
        'What happened; `{"erased": true}` once it was erased, `{"hidden": true}` for those who may not read it.',
    }),
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
  type: subscription.optional().meta({
    description: 'Only events of this type, such as `email.opened`, or of a resource: `email.*`.',
    example: 'email.opened',
  }),
  created_after: timestamp.optional(),
  created_before: timestamp.optional(),
  q: text.trim().min(1).max(320).optional().meta({
    description:
      'An event id, or the whole value of a facet or its label, in upper or lower case: `ada@example.com`, `cmp_123`, `October sale`, `vip`.',
  }),
});
export type ListEventsInput = z.output<typeof listEventsInput>;
/** Why a webhook got an event, or did not. */
export const explanation = z
  .object({
    webhook_id: typeId('wh'),
    result: z.enum(['delivered', 'pending', 'failed', 'paused', 'disabled', 'not_subscribed', 'filtered']),
    reason: z.string().meta({ description: 'A sentence for people: what happened, or what kept it back.' }),
    delivery_id: typeId('del').nullable(),
  })
  .meta({ id: 'Explanation' });
export type Explanation = z.output<typeof explanation>;
export const explainedEvent = event
  .extend({
    explain: z.array(explanation).meta({ description: 'One for every webhook that the account has now.' }),
  })
  .meta({ id: 'ExplainedEvent' });
export type ExplainedEvent = z.output<typeof explainedEvent>;
export const eventPage = pageOf(event);
export const getEventInput = z.strictObject({ id: typeId('evt') });

export const testFilterInput = z
  .strictObject({
    filter: filterInput,
    sample: eventData.optional().meta({ description: "An event's `data`." }),
    type: eventTypeName.optional().meta({ description: 'Look at events of this type only.' }),
    types: z
      .array(subscription)
      .min(1)
      .max(100)
      .optional()
      .meta({
        description: 'Look only at events that a webhook would get which is subscribed to these.',
        example: ['email.*'],
      }),
    api_version: z.iso.date().optional().meta({
      description:
        'Look at past events as a webhook pinned to this version gets them; as published if left out.',
      example: '2026-11-01',
    }),
    last: z
      .number()
      .int()
      .min(1)
      .max(10_000)
      .default(1000)
      .meta({ description: 'Try the filter on so many of the newest events.' }),
  })
  .meta({ id: 'TestFilter' });
export type TestFilterInput = z.output<typeof testFilterInput>;

export const testedFilter = z
  .object({
    matches: z
      .boolean()
      .nullable()
      .meta({ description: 'Whether the sample passes; null without a sample.' }),
    failed_clause: z
      .string()
      .nullable()
      .meta({ description: 'The first clause that the sample does not satisfy, and what was found.' }),
    backtest: z.object({
      tested: z.number().int().meta({ description: 'Events that the filter was tried on.' }),
      matched: z.number().int().meta({ description: 'Those of them that pass.' }),
      stopped_early: z
        .literal(true)
        .optional()
        .meta({ description: 'There only when the time was up before all events were tried.' }),
    }),
  })
  .meta({ id: 'TestedFilter' });
export type TestedFilter = z.output<typeof testedFilter>;

/** The day from which a version is: `2026-11-01`. */
const versionDate = z.iso.date();

/** Names joined by dots, from `data` on; where a list is met, each of its elements is followed. */
const dataPath = z
  .string()
  .max(200)
  .regex(/^[^.\s]+(\.[^.\s]+)*$/, 'Expected names joined by dots, such as "object.campaign_id".');

/** One of the differences between two JSON Schemas of the same data. */
export const schemaChange = z
  .object({
    path: z.string().meta({
      description: 'The field, as a JSON pointer into `data`; `*` stands for each element of a list.',
    }),
    change: z.enum(['added', 'removed', 'changed']),
    text: z.string(),
    breaking: z.boolean().meta({
      description: 'Whether a publisher or a receiver that was right before may now be wrong.',
    }),
  })
  .meta({ id: 'SchemaChange' });
export type SchemaChange = z.output<typeof schemaChange>;

const jsonObject = z.record(z.string(), z.unknown());

export const eventTypeVersion = z.strictObject({
  version: versionDate,
  schema: jsonObject.meta({ description: 'JSON Schema 2020-12 of `data`.' }),
  example: jsonObject.meta({ description: 'An example of `data`.' }),
  from_newer: z.string().max(20_000).optional().meta({
    description:
      "JSONata that turns the next newer version's `data` into this one's; for every version but the newest.",
  }),
});

/** The most versions of one type. */
const VERSIONS_LIMIT = 50;
const line = z.string().max(2_000);

const described = {
  category: z.string().min(1).max(100),
  description: line,
  trigger: line.meta({ description: 'What makes it happen.' }),
  frequency: line,
  retry_safe: z.boolean(),
  use_cases: z.array(line).max(50),
  related: z.array(eventTypeName).max(50),
  objects: z.array(z.string().max(100)).max(50),
  facets: z
    .record(
      z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'Expected a name like "campaign".'),
      z.union([dataPath, z.strictObject({ value: dataPath, label: dataPath.optional() })], {
        error: 'Expected a path such as "object.campaign_id", or {"value": path, "label": path}.',
      }),
    )
    .default({})
    .meta({ description: 'What events are found and filtered by: paths into `data`.' }),
  related_url: z.string().max(2_048).optional(),
  validation: z.enum(['strict', 'warn']).default('strict').meta({
    description:
      'What becomes of an event whose data does not satisfy the schema: `strict` refuses it; `warn` takes it and tells.',
  }),
  deprecated: z
    .strictObject({ since: versionDate, message: line, replacement: eventTypeName.optional() })
    .optional()
    .meta({ description: 'That the type is to be used no longer, and what instead.' }),
};
const versions = z.array(eventTypeVersion).min(1).max(VERSIONS_LIMIT);

/** One event type, as the catalog holds it. */
export const eventType = z
  .strictObject({ name: eventTypeName, ...described, versions })
  .meta({ id: 'EventType' });
export type EventType = z.output<typeof eventType>;

/** A file of the catalog folder: an event type, and where its own schema is for editors that look for it. */
export const eventTypeFile = eventType
  .extend({ $schema: z.string().optional() })
  .meta({ id: 'EventTypeFile' });

const changes = z.array(schemaChange).meta({
  description: 'What differs from the version before; empty for the oldest.',
});

/** An event type with its versions, newest first, each with what it changed. */
export const shownEventType = eventType
  .extend({ versions: z.array(eventTypeVersion.extend({ changes })) })
  .meta({ id: 'ShownEventType' });
export type ShownEventType = z.output<typeof shownEventType>;
/** A type as it is written or was read: what is computed may stand in it, and a file can be sent as it is. */
export const putEventTypeInput = eventTypeFile
  .extend({
    name: eventTypeName.meta({ description: 'Such as `invoice.paid`.' }),
    versions: z
      .array(eventTypeVersion.extend({ changes: changes.optional() }))
      .min(1)
      .max(VERSIONS_LIMIT),
  })
  .meta({ id: 'PutEventType' });
export type PutEventTypeInput = z.output<typeof putEventTypeInput>;

export const putEventTypeOutput = shownEventType
  .extend({ created: z.boolean().meta({ description: 'Whether there was no type of this name.' }) })
  .meta({ id: 'PutEventTypeAnswer' });
export type PutEventType = z.output<typeof putEventTypeOutput>;

export const eventTypePage = pageOf(shownEventType);
export const getEventTypeInput = z.strictObject({
  name: eventTypeName.meta({ description: 'Such as `email.opened`.', example: 'email.opened' }),
});

/** A value of a facet that events of the account have had. */
export const facetValue = z
  .object({
    value: z.string(),
    label: z
      .string()
      .nullable()
      .meta({ description: 'What people call it, where the catalog says where that is.' }),
    seen_at: z.string().meta({ description: 'When an event had it last, to the hour.' }),
  })
  .meta({ id: 'FacetValue' });
export type FacetValue = z.output<typeof facetValue>;
export const facetValuePage = pageOf(facetValue);
export const listFacetValuesInput = pageInput.extend({
  name: z
    .string()
    .min(1)
    .max(100)
    .meta({ description: 'A facet of the catalog, such as `campaign`.', example: 'campaign' }),
  q: text.trim().max(320).optional().meta({ description: 'Part of the value or of its label.' }),
});
export type ListFacetValuesInput = z.output<typeof listFacetValuesInput>;
