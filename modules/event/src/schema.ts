import { pageInput, pageOf, problem, text, timestamp, typeId } from '@tidings/kernel/schema';
import { z } from 'zod';
import { eventTypeName } from './catalog/event-type-schema.ts';
import { filterInput } from './filter/filter-input.ts';
import { jsonObject } from './json-object.ts';

export * from './catalog/event-type-schema.ts';
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

/** A name, `email.*` for all of a resource, or `*` for everything. */
export const subscription = z.union(
  [z.literal('*'), z.string().regex(/^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*\.\*$/), eventTypeName],
  { error: 'Expected an event type such as "email.opened", a resource such as "email.*", or "*".' },
);

export const publishInput = z
  .strictObject({
    type: eventTypeName.meta({ example: 'email.opened' }),
    data: jsonObject.meta({ description: "The event's data; must satisfy the JSON Schema of its type." }),
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
    sample: jsonObject.optional().meta({ description: "An event's `data`." }),
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
