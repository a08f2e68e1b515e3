import { type PlanCase, provePlans } from '@tidings/kernel/testing';
import { afterAll, beforeAll } from 'vitest';
import { ACCOUNT, ACCOUNT_OF_TESTS, busyDays, day, DAYS, TESTED, WEBHOOK } from '../testing-busy-days.ts';
import { GET } from './get-delivery.ts';
import { LATEST_ATTEMPTS } from './latest-attempts.ts';
import { LIST_ATTEMPTS } from './list-attempts.ts';
import {
  LIST,
  LIST_BY_EVENT,
  LIST_BY_TYPE,
  LIST_NEAR,
  LIST_ONE,
  LIST_UNSETTLED,
  LIST_UNSETTLED_BY_TYPE,
} from './list-statements.ts';
import { TYPES_OF_RESOURCES } from './types-meant.ts';

let home: Awaited<ReturnType<typeof busyDays>>['home'];
let delivery: string;
let event: string;
beforeAll(async () => {
  ({ home, delivery, event } = await busyDays());
});
afterAll(() => home.close());

const range = { from: '0001-01-01', to: '9999-12-31' };
/** The parameters of every form of the log. */
function listing(
  given: { types?: string[]; statuses?: string[]; from?: string; to?: string; rows?: number } = {},
) {
  const { from, to } = { ...range, ...given };
  const { types = null, rows = 26, statuses = null } = given;
  return [WEBHOOK, ACCOUNT, to, 'del_z', from, '', null, null, types, rows, statuses];
}

const BY_ENDPOINT = 'delivery.endpoint_id_day_id';
const BY_TYPE = 'delivery.endpoint_id_event_type_day_id';
const BY_EVENT = 'delivery.event_id';
const BY_ID = 'delivery.pkey';

const oneDay = { from: day(2), to: day(2) };
const whole = DAYS + 2;

const CASES: Record<string, PlanCase> = {
  'the log': { given: () => ({ query: LIST, values: listing() }), indexes: [BY_ENDPOINT], partitions: 1 },
  'the log from a cursor': {
    given: () => ({ query: LIST, values: listing({ to: day(1) }) }),
    indexes: [BY_ENDPOINT],
    partitions: 1,
  },
  'the log of a day': {
    given: () => ({ query: LIST, values: listing(oneDay) }),
    indexes: [BY_ENDPOINT],
    partitions: 1,
  },
  'the log of what succeeded': {
    given: () => ({ query: LIST, values: listing({ statuses: ['succeeded'] }) }),
    indexes: [BY_ENDPOINT],
    partitions: 1,
  },
  'the log of a type': {
    given: () => ({ query: LIST_BY_TYPE, values: listing({ types: ['tag.t1'] }) }),
    indexes: [BY_TYPE],
    partitions: 1,
  },
  'the log of a type that there is not': {
    given: () => ({ query: LIST_BY_TYPE, values: listing({ types: ['email.opened'] }) }),
    indexes: [BY_TYPE],
    partitions: whole,
  },
  'the types of a resource in the log': {
    given: () => ({ query: TYPES_OF_RESOURCES, values: [WEBHOOK, ['tag.'], range.from, range.to] }),
    indexes: [BY_TYPE],
    partitions: whole,
  },
  'the types of a resource in the log of a day': {
    given: () => ({ query: TYPES_OF_RESOURCES, values: [WEBHOOK, ['tag.'], day(2), day(2)] }),
    indexes: [BY_TYPE],
    partitions: 1,
  },
  'the log of several types on a day': {
    given: () => ({
      query: LIST_BY_TYPE,
      values: listing({ types: ['tag.t1', 'tag.t2', 'tag.t3'], ...oneDay }),
    }),
    indexes: [BY_TYPE],
    partitions: 1,
  },
  'the newest of the log, by status': {
    given: () => ({ query: LIST_NEAR, values: [...listing({ statuses: ['retrying'] }), 1_000] }),
    indexes: [BY_ENDPOINT],
    partitions: 1,
  },
  'the log of what failed': {
    given: () => ({ query: LIST_UNSETTLED, values: listing({ statuses: ['failed'] }) }),
    indexes: ['unsuccessful_pkey', BY_ID],
    partitions: 1,
  },
  'the log of tests that failed': {
    given: () => ({
      query: LIST_UNSETTLED,
      values: [TESTED, ACCOUNT_OF_TESTS, ...listing({ statuses: ['failed'] }).slice(2)],
    }),
    indexes: ['unsuccessful_pkey', BY_ID],
    partitions: 1,
  },
  'the log of what was cancelled or archived, of a type, on a day': {
    given: () => ({
      query: LIST_UNSETTLED_BY_TYPE,
      values: listing({ statuses: ['cancelled', 'archived'], types: ['tag.t2'], ...oneDay }),
    }),
    indexes: ['unsuccessful_by_type', BY_ID],
    partitions: 1,
  },
  'the log of what failed, of a type that there is not': {
    given: () => ({
      query: LIST_UNSETTLED_BY_TYPE,
      values: listing({ statuses: ['failed'], types: ['email.opened'] }),
    }),
    indexes: ['unsuccessful_by_type'],
    partitions: 0,
  },
  'the log of what is retried': {
    given: () => ({ query: LIST_UNSETTLED, values: listing({ statuses: ['retrying'] }) }),
    indexes: ['queue_lane', 'unsuccessful_pkey', BY_ID],
    partitions: 1,
  },
  'the log of what failed or is retried': {
    given: () => ({ query: LIST_UNSETTLED, values: listing({ statuses: ['retrying', 'failed'] }) }),
    indexes: ['queue_lane', 'unsuccessful_pkey', BY_ID],
    partitions: 1,
  },
  'the log of an event': {
    given: () => ({ query: LIST_BY_EVENT, values: [...listing(), [event]] }),
    indexes: [BY_EVENT],
    partitions: whole,
  },
  'the log of an event on a day': {
    given: () => ({ query: LIST_BY_EVENT, values: [...listing(oneDay), [event]] }),
    indexes: [BY_EVENT],
    partitions: 1,
  },
  'the log of one delivery': {
    given: () => ({ query: LIST_ONE, values: [...listing(), delivery, day(2)] }),
    indexes: [BY_ID],
    partitions: 1,
  },
  'a delivery': {
    given: () => ({ query: GET, values: [delivery, day(2), ACCOUNT] }),
    indexes: [BY_ID],
    partitions: 1,
  },
  'its attempts': {
    given: () => ({ query: LIST_ATTEMPTS, values: [delivery, day(2), 0, 26] }),
    indexes: ['attempt.pkey'],
    partitions: 1,
  },
  'the latest attempts of a webhook': {
    given: () => ({ query: LATEST_ATTEMPTS, values: [WEBHOOK, ACCOUNT, 8, 100] }),
    indexes: [BY_ENDPOINT, BY_ID, 'attempt.endpoint_id_started_at', 'attempt.pkey', 'queue_lane'],
    partitions: whole + 2, // the latest retries of each day, and deliveries of the two newest
  },
};

provePlans(CASES, () => home.database);
