import type { Edit } from '../support/edited-source.ts';
import type { Kind } from './plan.ts';

/** A way to break what keeps deliveries safe, and the faults under which it must come to light. */
export type Mutation = { breaks: string; edits: Edit[]; faults: Kind[]; offence: RegExp };

const RECORD = 'modules/delivery/src/queue/record.ts';
const SEND = 'modules/delivery/src/sending/send.ts';

const VET = 'modules/endpoint/src/vet-address.ts';
const ADDRESS_GUARD_OFF: Edit[] = [
  { file: VET, find: 'return isPublic(parsed) || isAllowed(parsed, allowed);', replace: 'return true;' },
  { file: VET, find: "(protocol === 'https:' || isAllowedPrivate(address, allowed))", replace: 'true' },
];

export const MUTATIONS: Record<string, Mutation> = {
  'fencing-off': {
    breaks: 'An outcome is recorded whoever holds the delivery by now; the last one to write wins.',
    edits: [
      { file: RECORD, find: 'AND q.token = done.token AND (done.', replace: 'AND (done.' },
      { file: RECORD, find: 'AND q.token = done.token AND done.', replace: 'AND done.' },
      {
        // The key of attempts is a second line of defence: it goes as well.
        file: RECORD,
        find: `            status_code, url, request_headers, response, timings, CASE WHEN number > 1 THEN endpoint_id END
     FROM held`,
        replace: `            status_code, url, request_headers, response, timings, CASE WHEN number > 1 THEN endpoint_id END
     FROM held
     ON CONFLICT (delivery_id, number, day) DO UPDATE SET outcome = excluded.outcome, status_code = excluded.status_code`,
      },
    ],
    faults: ['freeze_before_record'],
    offence: /^(unexplained duplicate|unaccounted): /m,
  },
  'guard-off': {
    breaks: 'A worker that was frozen sends what it had claimed, although others have taken over.',
    edits: [
      {
        file: 'modules/delivery/src/worker/attempt-delivery.ts',
        find: 'if (heldMs > LEASE_MS - target.timeoutMs) return undefined;',
        replace: '',
      },
      {
        file: 'modules/delivery/src/worker/worker.ts',
        find: 'this.#heartbeat.workerId === claimed.worker_id',
        replace: 'true',
      },
    ],
    faults: ['freeze_after_claim'],
    offence: /^unexplained duplicate: .*lease was lost/m,
  },
  'same-transaction-off': {
    breaks:
      'Half of the deliveries are made a moment after their event is committed, in a transaction of their own.',
    edits: [
      {
        file: 'modules/delivery/src/queue/fan-out.ts',
        find: 'await insert(tx, made)',
        replace:
          '(Math.random() < 0.5 ? await insert(tx, made) : (setTimeout(() => void insert(database, made).catch(() => undefined), 300), []))',
      },
    ],
    faults: ['kill_api_at_point', 'kill_api'],
    offence: /^lost: .*were promised/m,
  },
  'sums-apart': {
    breaks: 'Attempts are summed up in a transaction of their own, beside the one that records them.',
    edits: [
      {
        file: 'apps/server/src/connect-modules.ts',
        find: 'attemptsRecorded.connect((tx, attempts) => recordRollups(parts.database, tx, attempts));',
        replace: `attemptsRecorded.connect((_tx, attempts) =>
          parts.database.transaction((own) => recordRollups(parts.database, own, attempts)));`,
      },
    ],
    faults: ['kill_worker_at_point', 'kill_worker', 'postgres_stop'],
    offence: /^miscounted: /m,
  },
  'begun-by-number': {
    breaks: 'A delivery of which the first attempt was interrupted is never counted as begun.',
    edits: [
      {
        file: RECORD,
        find: "isFirst: earlier === 'none',",
        replace: 'isFirst: claimed.attempts_made === 0,',
      },
    ],
    faults: ['kill_worker_at_point', 'kill_worker'],
    offence: /^miscounted: .* begun/m,
  },
  'address-guard-off': {
    breaks: 'Every address may be reached.',
    edits: ADDRESS_GUARD_OFF,
    faults: [],
    offence: /^forbidden: .* by a URL/m,
  },
  'redirects-followed': {
    breaks: 'Every address may be reached, and redirects are followed.',
    edits: [
      ...ADDRESS_GUARD_OFF,
      {
        file: SEND,
        find: "import { Agent } from 'undici';",
        replace: "import { Agent, interceptors } from 'undici';",
      },
      {
        file: SEND,
        find: 'this.#agent.dispatch(',
        replace: 'this.#agent.compose(interceptors.redirect({ maxRedirections: 1 })).dispatch(',
      },
    ],
    faults: [],
    offence: /^forbidden: .* by a redirect/m,
  },
};
