import { HAPPENED_AT, IDS, type OperationReference, pageOf } from './operation-reference.ts';

const DATA = { object: { object: 'tag', id: 'tag_1', name: 'VIP', created_at: HAPPENED_AT } };

const EVENT = {
  id: IDS.event,
  type: 'tag.created',
  api_version: '2026-11-01',
  created_at: HAPPENED_AT,
  account_id: IDS.account,
  data: DATA,
};

const PUBLISHED = {
  id: IDS.event,
  type: 'tag.created',
  api_version: '2026-11-01',
  created_at: HAPPENED_AT,
  deliveries: 2,
};

const PUBLISH = { type: 'tag.created', data: DATA };
const GIVEN_BEFORE = 'The same idempotency key or event id was given before, with another body.';

const VERSION = {
  version: '2026-11-01',
  schema: { type: 'object', required: ['object'], properties: { object: { type: 'object' } } },
  example: DATA,
};

const TYPE = {
  category: 'Tag',
  description: 'A tag was created.',
  trigger: 'Somebody creates a tag in the app or over the API.',
  frequency: 'A few times a week.',
  retry_safe: true,
  use_cases: ['Keep the tags of a CRM in step.'],
  related: ['tag.deleted'],
  objects: ['tag'],
  facets: { tag: 'object.name' },
  validation: 'strict',
  versions: [VERSION],
};
const SHOWN_TYPE = { name: 'tag.created', ...TYPE, versions: [{ ...VERSION, changes: [] }] };

export const events: Record<string, OperationReference> = {
  'events.list': {
    description:
      'The event log, newest first; stable while more come in. What hardly any event has is looked for page by page: one may be short, or empty, and `has_more` true. People who are viewers get `{"hidden": true}` in place of `data`, and may search by event id only.',
    answer: pageOf(EVENT),
  },
  'events.publish': {
    description:
      'Answers 202 only after the event and its deliveries are committed. Send an `Idempotency-Key` or an `id` of your own, ' +
      'and it can be sent again without harm for 24 hours. At most 256 KiB.',
    request: PUBLISH,
    answer: PUBLISHED,
    conflict: GIVEN_BEFORE,
  },
  'events.publishBatch': {
    description:
      'Up to 1,000 events, each on its own: the answer has an id or a problem for each, in the order given.',
    request: { events: [PUBLISH] },
    answer: { data: [PUBLISHED] },
    conflict: GIVEN_BEFORE,
  },
  'events.get': {
    description:
      'An event as it was published, and for every webhook of the account why it got the event or did not.',
    answer: {
      ...EVENT,
      explain: [
        {
          webhook_id: IDS.webhook,
          result: 'delivered',
          reason: 'Delivered at once.',
          delivery_id: IDS.delivery,
        },
      ],
    },
  },
  'eventTypes.list': {
    description: 'The event types of the catalog by their names, each with its versions, newest first.',
    answer: { data: [SHOWN_TYPE], has_more: false, next_cursor: null },
  },
  'eventTypes.get': { description: 'One event type.', answer: SHOWN_TYPE },
  'eventTypes.put': {
    description:
      'Writes an event type above the folder that the operator owns. A change that would break a version in use is refused with each difference.',
    request: TYPE,
    answer: SHOWN_TYPE,
    conflict: 'The change would break a version that is in use.',
  },
  'eventTypes.delete': {
    description:
      'Takes an event type out of the catalog for all accounts, and nothing can be published by it any more. A type of the folder ' +
      'stays away as well, although its file is there, until it is put again. Events of the type stay.',
  },
  'facets.list': {
    description: 'Values that a facet has had in events of the account, those seen last first: for pickers.',
    answer: pageOf({ value: 'cmp_123', label: 'October', seen_at: HAPPENED_AT }),
  },
  'erasures.create': {
    description:
      "Erases one person's data wherever events and deliveries keep it. Envelopes stay. It can be sent again when it was interrupted.",
    request: { email: 'ada@example.com' },
    answer: { events: 14, deliveries: 31 },
  },
};
