import { pageOf, refusingProto } from '@tidings/kernel/schema';
import { z } from 'zod';
import { jsonObject } from '../json-object.ts';

export const eventTypeName = z
  .string()
  .max(100)
  .regex(/^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$/, 'Expected a name like "email.opened".');

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
  facets: refusingProto(
    z.record(
      z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'Expected a name like "campaign".'),
      z.union([dataPath, z.strictObject({ value: dataPath, label: dataPath.optional() })], {
        error: 'Expected a path such as "object.campaign_id", or {"value": path, "label": path}.',
      }),
    ),
  )
    .prefault({})
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
