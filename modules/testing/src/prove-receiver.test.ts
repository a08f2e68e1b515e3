import { createHmac, timingSafeEqual } from 'node:crypto';
import { expect, it } from 'vitest';
import { createTestKit } from './create-test-kit.ts';
import { proveReceiver, ReceiverError, type Send } from './prove-receiver.ts';
import type { SignedRequest } from './signed-request.ts';

const kit = createTestKit({
  'tag.created': {
    '2026-11-01': {
      id: 'evt_01kadgeee7e0ttct280x6h3qnb',
      type: 'tag.created',
      api_version: '2026-11-01',
      created_at: '2026-11-20T14:34:00.000Z',
      account_id: 'acct_01kadgeee7e0ttct27qqf36dtf',
      data: { object: { object: 'tag', id: 'tag_1' } },
    },
  },
});

type Mistake =
  | 'none'
  | 'no clock'
  | 'first signature only'
  | 'parsed body'
  | 'any length'
  | 'no version'
  | 'believes everything'
  | 'fails';

/** A receiver by hand, right or with one of the mistakes that are made. */
function receiver(mistake: Mistake) {
  return async ({ headers, body }: SignedRequest): Promise<{ status: number }> => {
    if (mistake === 'believes everything') return { status: 204 };
    const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': given = '' } = headers;
    const isFresh = Math.abs(Date.now() / 1000 - Number(timestamp)) <= 300;
    if (!isFresh && mistake !== 'no clock') return { status: 400 };
    const signed = mistake === 'parsed body' ? JSON.stringify(JSON.parse(body)) : body;
    const key = Buffer.from(kit.secret.slice(6), 'base64');
    const expected = Buffer.from(
      `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${signed}`).digest('base64')}`,
    );
    const looked = mistake === 'first signature only' ? given.split(' ').slice(0, 1) : given.split(' ');
    // `timingSafeEqual` throws then, and the framework answers 500.
    if (mistake === 'any length' && looked.some((each) => each.length !== expected.length))
      return { status: 500 };
    const isRight = looked.some((each) => {
      const own = Buffer.from(mistake === 'no version' ? each.replace(/^(v1,)?/, 'v1,') : each);
      return own.length === expected.length && timingSafeEqual(own, expected);
    });
    if (isRight) return { status: 204 };
    return { status: mistake === 'fails' ? 500 : 400 };
  };
}

const prove = (mistake: Mistake) => proveReceiver(kit.cases('tag.created'), receiver(mistake));

it('passes a receiver that is right', async () => {
  await prove('none');
});

it('asks for the answer where it is not returned', async () => {
  const forgets = (async () => undefined) as unknown as Send;
  await expect(proveReceiver(kit.cases('tag.created'), forgets)).rejects.toThrow('`send` has to return');
});

it.each<[Mistake, string]>([
  ['no clock', 'an expired request was answered 204, not 4xx; one from the future was answered 204, not 4xx'],
  ['first signature only', 'one signed with two secrets was answered 400, not 2xx'],
  ['parsed body', 'one that was written anew was answered 204, not 4xx'],
  ['any length', 'one with a malformed signature was answered 500, not 4xx'],
  ['no version', 'one whose signature has no version was answered 204, not 4xx'],
  ['believes everything', 'one without a signature was answered 204, not 4xx'],
  ['fails', 'one signed with another secret was answered 500, not 4xx'],
])('names what is wrong with one that has the mistake: %s', async (mistake, message) => {
  await expect(prove(mistake)).rejects.toThrow(ReceiverError);
  await expect(prove(mistake)).rejects.toThrow(message);
});
