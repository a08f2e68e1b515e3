import { accountProcedure, catalogProcedure, READ_SCOPES, router, serviceProcedure } from '@tidings/kernel';
import { pageInput } from '@tidings/kernel/schema';
import { z } from 'zod';
import { deleteEventType } from './delete-event-type.ts';
import { eraseSubject } from './erase-subject.ts';
import { listFacetValues } from './facets/list-facet-values.ts';
import { getEventType } from './get-event-type.ts';
import { getExplainedEvent } from './get-event.ts';
import { subjectOf } from './is-about.ts';
import { listEventTypes } from './list-event-types.ts';
import { listEvents } from './list-events.ts';
import { putEventType } from './put-event-type.ts';
import { publishBatch } from './publish-batch.ts';
import { publish } from './publish.ts';
import { testFilter } from './test-filter.ts';
import {
  erased,
  eraseInput,
  eventPage,
  eventTypePage,
  explainedEvent,
  facetValuePage,
  getEventInput,
  getEventTypeInput,
  listEventsInput,
  listFacetValuesInput,
  publishBatchInput,
  published,
  publishedBatch,
  publishInput,
  putEventTypeInput,
  putEventTypeOutput,
  shownEventType,
  testedFilter,
  testFilterInput,
} from './schema.ts';

const idempotencyKey = z
  .string()
  // What a header can carry in every client: visible ASCII and spaces.
  .regex(/^[\x20-\x7e]{1,200}$/, 'Expected 1 to 200 visible ASCII characters.')
  .optional()
  .meta({ description: 'The same key within 24 hours gives the first answer again.' });

export const eventRouter = router({
  events: router({
    list: accountProcedure({ scope: 'events:read', role: 'viewer' })
      .meta({ rest: { method: 'GET', path: '/events', summary: 'List events', tag: 'Events' } })
      .input(listEventsInput)
      .output(eventPage)
      .query(({ ctx, input }) => listEvents(ctx, input)),
    publish: accountProcedure({ scope: 'events:write', role: 'developer' })
      .meta({
        rest: {
          method: 'POST',
          path: '/events',
          status: 202,
          summary: 'Publish an event',
          tag: 'Events',
          headers: { 'idempotency-key': 'idempotency_key' },
        },
      })
      .input(publishInput.extend({ idempotency_key: idempotencyKey }))
      .output(published)
      .mutation(({ ctx, input }) => publish(ctx, input)),
    publishBatch: accountProcedure({ scope: 'events:write', role: 'developer' })
      .meta({
        rest: {
          method: 'POST',
          path: '/events/batch',
          status: 202,
          summary: 'Publish up to 1,000 events',
          tag: 'Events',
          headers: { 'idempotency-key': 'idempotency_key' },
        },
      })
      .input(publishBatchInput.extend({ idempotency_key: idempotencyKey }))
      .output(publishedBatch)
      .mutation(({ ctx, input }) => publishBatch(ctx, input)),
    get: accountProcedure({ scope: 'events:read', role: 'viewer' })
      .meta({ rest: { method: 'GET', path: '/events/{id}', summary: 'Read an event', tag: 'Events' } })
      .input(getEventInput)
      .output(explainedEvent)
      .query(({ ctx, input }) => getExplainedEvent(ctx, input)),
  }),
  eventTypes: router({
    list: catalogProcedure
      .meta({
        rest: { method: 'GET', path: '/event-types', summary: 'List event types', tag: 'Event types' },
      })
      .input(pageInput)
      .output(eventTypePage)
      .query(({ ctx, input }) => listEventTypes(ctx, input)),
    get: catalogProcedure
      .meta({
        rest: {
          method: 'GET',
          path: '/event-types/{name}',
          summary: 'Read an event type',
          tag: 'Event types',
        },
      })
      .input(getEventTypeInput)
      .output(shownEventType)
      .query(({ ctx, input }) => getEventType(ctx, input)),
    put: serviceProcedure
      .meta({
        audit: ['event_type.written'],
        rest: {
          method: 'PUT',
          path: '/event-types/{name}',
          summary: 'Write an event type',
          tag: 'Event types',
          createdField: 'created',
        },
      })
      .input(putEventTypeInput)
      .output(putEventTypeOutput)
      .mutation(({ ctx, input }) => putEventType(ctx, input)),
    delete: serviceProcedure
      .meta({
        audit: ['event_type.deleted'],
        rest: {
          method: 'DELETE',
          path: '/event-types/{name}',
          status: 204,
          summary: 'Delete an event type',
          tag: 'Event types',
        },
      })
      .input(getEventTypeInput)
      .output(z.void())
      .mutation(({ ctx, input }) => deleteEventType(ctx, input)),
  }),
  facets: router({
    list: accountProcedure({ scope: READ_SCOPES, role: 'developer' })
      .meta({
        rest: {
          method: 'GET',
          path: '/facets/{name}',
          summary: 'List the values that a facet has had',
          tag: 'Events',
        },
      })
      .input(listFacetValuesInput)
      .output(facetValuePage)
      .query(({ ctx, input }) => listFacetValues(ctx, input)),
  }),
  filters: router({
    test: accountProcedure({ scope: READ_SCOPES, role: 'developer' })
      .meta({
        rest: {
          method: 'POST',
          path: '/filters/test',
          summary: 'Try a filter on a sample and on past events',
          tag: 'Webhooks',
        },
      })
      .input(testFilterInput)
      .output(testedFilter)
      .mutation(({ ctx, input }) => testFilter(ctx, input)),
  }),
  erasures: router({
    create: serviceProcedure
      .meta({
        audit: ['erasure.started', 'erasure.completed'],
        rest: {
          method: 'POST',
          path: '/erasures',
          summary: "Erase one person's data from the account's events",
          tag: 'Events',
        },
      })
      .input(eraseInput)
      .output(erased)
      .mutation(({ ctx, input }) => eraseSubject(ctx, subjectOf(input))),
  }),
});
