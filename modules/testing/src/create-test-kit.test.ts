import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';
import { beforeAll, describe, expect, it } from 'vitest';
import { createTestKit } from './create-test-kit.ts';
import type { AnyEvent, Fixtures } from './fixtures.ts';
import type { SignedRequest } from './signed-request.ts';

const ENVELOPE = {
  id: 'evt_01kadgeee7e0ttct280x6h3qnb',
  created_at: '2026-11-20T14:34:00.000Z',
  account_id: 'acct_01kadgeee7e0ttct27qqf36dtf',
};
const fixtures = {
  'contact.created': {
    '2026-11-01': {
      ...ENVELOPE,
      type: 'contact.created',
      api_version: '2026-11-01',
      data: { object: { object: 'contact', id: 'con_1', name: 'Zoë ☃' } },
    },
  },
  'contact.updated': {
    '2026-06-01': {
      ...ENVELOPE,
      type: 'contact.updated',
      api_version: '2026-06-01',
      data: { object: { object: 'contact', id: 'con_1' }, vip: 1 },
    },
    '2026-11-01': {
      ...ENVELOPE,
      type: 'contact.updated',
      api_version: '2026-11-01',
      data: { object: { object: 'contact', id: 'con_1' }, vip: true },
    },
  },
};

const NOW = Date.parse('2026-11-20T15:00:00.000Z');
const kit = createTestKit(fixtures);

/** The two public libraries, which must be of one mind. */
function verdict({ body, headers }: SignedRequest, secret = kit.secret): 'accepted' | 'refused' {
  const verdicts = [new StandardWebhook(secret), new SvixWebhook(secret)].map((webhook) => {
    try {
      webhook.verify(body, { ...headers });
      return 'accepted';
    } catch {
      return 'refused';
    }
  });
  expect(new Set(verdicts).size, String(verdicts)).toBe(1);
  return verdicts[0] === 'accepted' ? 'accepted' : 'refused';
}

describe('a test kit', () => {
  it.each(kit.cases('contact.updated').map((each) => [each.name, each] as const))(
    'has the public libraries judge %s as it says',
    (_name, { accepted, request }) => {
      expect(verdict(request)).toBe(accepted ? 'accepted' : 'refused');
    },
  );

  it('makes the newest version of an event of its own, unless another is named', () => {
    const [first, second] = [kit.request('contact.updated'), kit.request('contact.updated')];
    expect(first.event).toMatchObject({ api_version: '2026-11-01', data: { vip: true } });
    expect(first.event.id).toMatch(/^evt_[0-7][0-9a-hjkmnp-tv-z]{25}$/);
    expect(second.event.id).not.toBe(first.event.id);
    const older = kit.request('contact.updated', { version: '2026-06-01' });
    expect(older.event.data.vip).toBe(1); // typed by the version
    expect(JSON.parse(older.body)).toEqual(older.event);
  });

  it('takes another id, time, account or data', () => {
    const event = {
      id: 'evt_mine',
      created_at: '2026-01-01T00:00:00.000Z',
      account_id: 'acct_mine',
      data: { object: { object: 'contact', id: 'con_2', name: 'Ada' } },
    };
    const request = kit.request('contact.created', { event });
    expect(JSON.parse(request.body)).toMatchObject(event);
    expect(request.headers['webhook-id']).toBe('evt_mine');
    expect(verdict(request)).toBe('accepted');
  });

  it('has the headers of a delivery, and of a retry from the second attempt on', () => {
    const own = createTestKit(fixtures, { brand: 'Acme', now: () => NOW });
    const first = own.request('contact.created');
    expect(first.headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': 'Acme-Webhooks/1.0',
      'webhook-timestamp': String(NOW / 1000),
      'x-acme-event': 'contact.created',
      'x-acme-attempt': '1',
    });
    expect(Object.keys(first.headers)).not.toContain('x-acme-retry-num');
    expect(own.request('contact.created', { attempt: 3 }).headers).toMatchObject({
      'x-acme-attempt': '3',
      'x-acme-retry-num': '2',
      'x-acme-retry-reason': 'timeout',
    });
  });

  it('repeats an event with the same bytes and id, signed anew', () => {
    const [first, again] = kit.duplicate('contact.created');
    expect(again.body).toBe(first.body);
    expect(again.headers['webhook-id']).toBe(first.headers['webhook-id']);
    expect(again.headers['webhook-signature']).not.toBe(first.headers['webhook-signature']);
    expect([verdict(first), verdict(again)]).toEqual(['accepted', 'accepted']);
  });

  it('brings first what happened last', () => {
    const requests = createTestKit(fixtures, { now: () => NOW }).outOfOrder(
      'contact.created',
      'contact.updated',
    );
    expect(requests.map(({ event }) => [event.type, event.created_at])).toEqual([
      ['contact.updated', '2026-11-20T15:00:00.000Z'],
      ['contact.created', '2026-11-20T14:59:59.000Z'],
    ]);
  });

  it('changes what was tampered with and keeps what was written anew', () => {
    const tampered = kit.tampered('contact.created');
    expect(JSON.parse(tampered.body)).not.toEqual(tampered.event);
    const anew = kit.reserialised('contact.created');
    expect(JSON.parse(anew.body)).toEqual(anew.event);
    expect(anew.body).not.toBe(JSON.stringify(anew.event));
  });

  it('signs with the secret that it is given', () => {
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    const request = createTestKit(fixtures, { secret }).request('contact.created');
    expect([verdict(request, secret), verdict(request)]).toEqual(['accepted', 'refused']);
  });

  it('takes no secret and no scheme that is none', () => {
    for (const secret of ['', 'whsec_…', 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'])
      expect(() => createTestKit(fixtures, { secret })).toThrow('This is no signing secret');
    const scheme = 'stripe' as 'standard'; // JavaScript lets it through
    expect(() => createTestKit(fixtures, { scheme })).toThrow('There is no scheme "stripe": standard,');
  });

  it('says which type or version it does not have', () => {
    const any: Fixtures = fixtures;
    expect(() => createTestKit(any).request('toString')).toThrow(
      'The fixtures have no event type "toString".',
    );
    expect(() => createTestKit(any).request('contact.created', { version: '2020-01-01' })).toThrow(
      'The fixtures have no version "2020-01-01" of "contact.created".',
    );
  });
});

describe('for every event of the catalog that is shipped', () => {
  const shipped: { [type: string]: { [version: string]: AnyEvent } } = {};
  beforeAll(async () => {
    const folder = path.join(import.meta.dirname, '../../event/catalog');
    for (const file of await readdir(folder)) {
      const { name, versions } = JSON.parse(await readFile(path.join(folder, file), 'utf8')) as {
        name: string;
        versions: { version: string; example: unknown }[];
      };
      shipped[name] = Object.fromEntries(
        versions.map(({ version, example }) => [
          version,
          { ...ENVELOPE, type: name, api_version: version, data: example },
        ]),
      );
    }
  });

  it('a request verifies in each of its versions', () => {
    const all = createTestKit<Fixtures>(shipped);
    const requests = Object.entries(shipped).flatMap(([type, versions]) =>
      Object.keys(versions).map((version) => all.request(type, { version })),
    );
    expect(requests.length).toBeGreaterThan(30);
    expect(new Set(requests.map((request) => verdict(request, all.secret)))).toEqual(new Set(['accepted']));
  });
});
