import { verify } from '@tidings/secret';
import { getWebhook } from '@tidings/endpoint';
import { eraseSubject } from '@tidings/event';
import { subjectErased } from '@tidings/event/wiring';
import { audited, createCallerFactory } from '@tidings/kernel';
import type { Scope } from '@tidings/kernel/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explainEvent } from '../log/explain-event.ts';
import { installation, NOWHERE, receive } from '../testing.ts';
import { deliveryRouter } from '../wiring.ts';
import { eraseTrials } from './erase-trials.ts';
import { TrialLimit } from './trial-limit.ts';

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
  subjectErased.connect(eraseTrials);
});
afterAll(() => home.close());

const callerOf = createCallerFactory(deliveryRouter);

async function setup(answer?: Parameters<typeof receive>[0]) {
  const account = home.account();
  const { trials, deliveries } = callerOf({ ...account.ctx, signedIn: true });
  const receiver = await receive(answer);
  return { ...account, trials, deliveries, receiver };
}

describe('a test of a URL', () => {
  it('sends the example, signed with a secret that it tells', async () => {
    const { trials, receiver } = await setup();
    const result = await trials.url({ url: receiver.url, type: 'tag.created', headers: { 'X-Key': 'k' } });
    expect(result).toMatchObject({
      success: true,
      causes: [],
      attempt: {
        delivery_id: null,
        number: 1,
        outcome: 'succeeded',
        status_code: 200,
        response: { body: 'ok' },
      },
    });
    const [request] = receiver.requests;
    expect(result.attempt.request.body).toBe(request!.body);
    expect(JSON.parse(request!.body)).toMatchObject({
      type: 'tag.created',
      data: { object: { object: 'tag' } },
    });
    expect(request!.headers).toMatchObject({ 'x-key': 'k', 'x-tidings-event': 'tag.created' });
    expect(
      verify({
        ...request!,
        headers: result.attempt.request.headers,
        secret: result.secret!,
        now: new Date(),
      }).verified,
    ).toBe(true);
    expect(result.attempt.timings).toMatchObject({ connect: expect.any(Number), total: expect.any(Number) });
    await receiver.close();
  });

  it.each([
    ['timestamped', 'x-tidings-signature', /^t=\d+,v1=[0-9a-f]{64}$/],
    ['body', 'x-tidings-signature', /^sha256=[0-9a-f]{64}$/],
    ['ed25519', 'webhook-signature', /^v1,\S+ v1a,\S+$/],
  ] as const)('signs by the scheme %s, as deliveries would be', async (scheme, header, pattern) => {
    const { trials, receiver } = await setup();
    const result = await trials.url({ url: receiver.url, type: 'tag.created', signature_scheme: scheme });
    const [request] = receiver.requests;
    expect(request!.headers[header]).toMatch(pattern);
    const { headers, body } = result.attempt.request;
    expect(result.public_key !== undefined).toBe(scheme === 'ed25519');
    for (const secret of [result.secret!, ...(result.public_key ? [result.public_key] : [])])
      expect(verify({ headers, body, secret, now: new Date() })).toMatchObject({ verified: true });
    await receiver.close();
  });

  it.each([
    ['an address that is private', { url: 'https://10.0.0.1/hooks' }, '/url'],
    ['a type that there is not', { type: 'tag.invented' }, '/type'],
    ['data that do not satisfy the type', { data: { object: {} } }, '/data'],
    ['a header of ours', { headers: { 'X-Tidings-Event': 'x' } }, '/headers'],
  ])('refuses %s', async (_, given, path) => {
    const { trials, receiver } = await setup();
    const input = { url: receiver.url, type: 'tag.created', ...given } as Parameters<typeof trials.url>[0];
    await expect(trials.url(input)).rejects.toMatchObject({
      cause: {
        issues: expect.arrayContaining([expect.objectContaining({ path: expect.stringContaining(path) })]),
      },
    });
    expect(receiver.requests).toEqual([]);
    await receiver.close();
  });

  it('is in the audit log by its host alone, before anything is sent', async () => {
    const records: object[] = [];
    const { ctx, trials, receiver } = await setup((response) => response.end(String(records.length)));
    audited.connect(async (_tx, record) => void (record.accountId === ctx.accountId && records.push(record)));
    const { attempt } = await trials.url({ url: `${receiver.url}/secret?token=x`, type: 'tag.created' });
    expect(attempt.response?.body).toBe('1');
    expect(records).toMatchObject([
      {
        action: 'url.tested',
        actor: { id: ctx.actor.id },
        subject: { type: 'url', id: new URL(receiver.url).host },
        after: { event_type: 'tag.created' },
      },
    ]);
    expect(JSON.stringify(records)).not.toMatch(/secret|token/);
    await receiver.close();
  });

  it('says what may be wrong', async () => {
    const { trials, receiver } = await setup((response) => setTimeout(() => response.end(), 3_000));
    const slow = await trials.url({ url: receiver.url, type: 'tag.created', timeout_seconds: 1 });
    expect(slow).toMatchObject({ success: false, attempt: { error: 'timeout', status_code: null } });
    expect(slow.causes[0]).toBe('Endpoint did not respond within 1 second. Check your server.');
    const refused = await trials.url({ url: NOWHERE, type: 'tag.created' });
    expect(refused).toMatchObject({ success: false, attempt: { error: 'refused' } });
    expect(refused.causes[0]).toMatch(/Nothing listens/);
    await receiver.close();
  });
});

describe('a test of a webhook', () => {
  it('is in its log as a test, and does not count for its health', async () => {
    const { ctx, trials, deliveries, receiver, hook } = await setup((response) =>
      response.writeHead(500).end('broken'),
    );
    const { id } = await hook(receiver.url, { headers: { 'X-Own': '1' } });
    const result = await trials.webhook({ id, type: 'tag.created' });
    expect(result).toMatchObject({
      success: false,
      attempt: { status_code: 500, response: { body: 'broken' } },
    });
    const [logged] = (await deliveries.list({ id })).data;
    expect(logged).toMatchObject({
      id: result.attempt.delivery_id,
      status: 'failed',
      trigger: 'test',
      attempts_made: 1,
      last_status_code: 500,
      next_attempt_at: null,
    });
    const { data } = await deliveries.attempts({ id: logged!.id });
    expect(data).toEqual([result.attempt]);
    expect(receiver.requests[0]!.headers['x-own']).toBe('1');
    expect(await getWebhook(ctx, { id })).toMatchObject({ health: 'idle', health_changed_at: null });
    await trials.webhook({ id, type: 'tag.deleted' });
    const found = async (filters: object) =>
      (await deliveries.list({ id, ...filters })).data.map(({ event_type: type }) => type);
    expect(await found({ status: 'failed' })).toEqual(['tag.deleted', 'tag.created']);
    expect(await found({ status: 'failed', type: 'tag.created' })).toEqual(['tag.created']);
    expect(await found({ status: 'failed,retrying', q: logged!.id })).toEqual(['tag.created']);
    expect(await found({ status: 'failed,succeeded' })).toHaveLength(2);
    expect(await found({ status: 'cancelled,archived' })).toEqual([]);
    expect(await deliveries.retryFailed({ id })).toEqual({ count: 0 });
    expect(await deliveries.archiveFailed({ id })).toEqual({ count: 0 });
    expect(await deliveries.failedSummary({ id })).toMatchObject({ failed: 0 });
    await expect(deliveries.retry({ id: logged!.id })).rejects.toMatchObject({ code: 'CONFLICT' });
    await receiver.close();
  });

  it('sends a past event as a delivery would, which does not count as one', async () => {
    const { ctx, trials, deliveries, receiver, hook, publish } = await setup();
    const { id: eventId } = await publish();
    const { id } = await hook(receiver.url, { payload_style: 'thin' });
    const result = await trials.webhook({ id, event_id: eventId });
    expect(receiver.requests[0]!.headers['webhook-id']).toBe(eventId);
    expect(Object.keys(JSON.parse(receiver.requests[0]!.body).data.object)).toEqual(['object', 'id']);
    const { data } = await deliveries.attempts({ id: result.attempt.delivery_id! });
    expect(data[0]!.request.body).toBe(receiver.requests[0]!.body);
    const event = {
      id: eventId,
      day: new Date().toISOString().slice(0, 10),
      type: 'tag.created',
      apiVersion: '2026-11-01',
      acceptedAt: new Date(0),
      data: {},
    };
    expect(await explainEvent(ctx, event)).toMatchObject([{ result: 'not_subscribed', delivery_id: null }]);
    await receiver.close();
  });

  it('sends a past event for a key only if that reads events', async () => {
    const { ctx, receiver, hook, publish } = await setup();
    const { id: eventId } = await publish();
    const { id } = await hook(receiver.url);
    const withScopes = (...scopes: Scope[]) => {
      const actor = { type: 'app' as const, id: 'app_1', name: 'CRM', keyId: 'key_1', scopes };
      return callerOf({ ...ctx, actor, signedIn: true }).trials;
    };
    const asked = { id, event_id: eventId };
    await expect(withScopes('webhooks:write').webhook(asked)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(receiver.requests).toEqual([]);
    expect(await withScopes('webhooks:write', 'events:read').webhook(asked)).toMatchObject({ success: true });
    await receiver.close();
  });

  it('is in the audit log, without what was sent', async () => {
    const { ctx, trials, receiver, hook } = await setup();
    const { id } = await hook(receiver.url);
    const records: unknown[] = [];
    audited.connect(async (_tx, record) => void (record.accountId === ctx.accountId && records.push(record)));
    const { attempt } = await trials.webhook({ id, type: 'tag.created' });
    expect(records).toMatchObject([
      {
        action: 'webhook.tested',
        subject: { type: 'webhook', id },
        before: null,
        after: { delivery_id: attempt.delivery_id, event_type: 'tag.created' },
      },
    ]);
    expect(JSON.stringify(records)).not.toContain('"object"');
    await receiver.close();
  });

  it('is signed by the scheme of the webhook', async () => {
    const { trials, receiver, hook } = await setup();
    const { id, secret } = await hook(receiver.url, { signature_scheme: 'body' });
    const { attempt } = await trials.webhook({ id, type: 'tag.created' });
    const { headers, body } = attempt.request;
    expect(headers['x-tidings-signature']).toMatch(/^sha256=/);
    expect(verify({ headers, body, secret, now: new Date() })).toMatchObject({ verified: true });
    await receiver.close();
  });

  it('sends an example of what the webhook is subscribed to, unless told otherwise', async () => {
    const { trials, receiver, hook } = await setup();
    const { id } = await hook(receiver.url, { events: ['tag.deleted'] });
    await trials.webhook({ id });
    expect(receiver.requests[0]!.headers['x-tidings-event']).toBe('tag.deleted');
    await receiver.close();
  });

  it('works while the webhook is paused, and sends data that are given', async () => {
    const { trials, receiver, hook, setStatus } = await setup();
    const { id } = await hook(receiver.url);
    await setStatus(id, 'paused');
    const data = {
      object: { object: 'tag', id: 'tag_ada', name: 'Ada', created_at: '2026-11-20T14:34:00.000Z' },
    };
    const sent = await trials.webhook({ id, type: 'tag.created', data });
    expect(sent.success).toBe(true);
    expect(JSON.parse(receiver.requests[0]!.body).data).toEqual(data);
    await receiver.close();
  });

  it('forgets what it sent about a person who is to be erased', async () => {
    const { ctx, trials, deliveries, receiver, hook } = await setup((response, _request, body) =>
      response.end(body),
    );
    const { id } = await hook(receiver.url);
    const { attempt } = await trials.webhook({ id, type: 'tag.created' });
    const { object } = JSON.parse(attempt.request.body).data;
    await eraseSubject(ctx, { subject_id: object.id });
    await eraseSubject(ctx, { subject_id: 'true' });
    const { data } = await deliveries.attempts({ id: attempt.delivery_id! });
    expect(data[0]).toMatchObject({ request: { body: '{"erased":true}' }, response: null });
    await receiver.close();
  });

  it('keeps nothing of what is answered when its event is erased meanwhile', async () => {
    const { ctx, trials, deliveries, receiver, hook, publish } = await setup((response, _, body) => {
      const subject = { subject_id: JSON.parse(body).data.object.id };
      void eraseSubject(ctx, subject).then(() => response.end(body));
    });
    const { id: eventId } = await publish();
    const { id } = await hook(receiver.url);
    const { attempt } = await trials.webhook({ id, event_id: eventId });
    expect(attempt.response?.body).toContain(eventId);
    const { data } = await deliveries.attempts({ id: attempt.delivery_id! });
    expect(data).toMatchObject([{ status_code: 200, response: null, error_detail: null }]);
    await receiver.close();
  });

  it('forgets nothing of others, by the rule that holds for events', async () => {
    const { ctx, trials, deliveries, receiver, hook } = await setup((response, _request, body) =>
      response.end(body),
    );
    const { id } = await hook(receiver.url);
    const other = home.account();
    const theirs = await other.hook(receiver.url);
    const person = (personId: string, name: string) => ({
      object: { object: 'tag', id: personId, name, created_at: '2026-11-20T14:34:00.000Z' },
    });
    const send = async (data: Record<string, unknown>) =>
      (await trials.webhook({ id, type: 'tag.created', data })).attempt.delivery_id!;
    const bodyOf = async (deliveryId: string) =>
      (await deliveries.attempts({ id: deliveryId })).data[0]!.request.body;
    const byId = await send(person('1', 'Grace'));
    const byAddress = await send(person('11', 'Ada@example.com'));
    const kept = [
      await send(person('21', 'anada@example.com')),
      await send(person('tag_1', 'Wrote to ada@example.com')),
    ];
    const { trials: ofOther, deliveries: logOfOther } = callerOf({ ...other.ctx, signedIn: true });
    const { attempt } = await ofOther.webhook({ id: theirs.id, type: 'tag.created', data: person('1', 'A') });
    await eraseSubject(ctx, { subject_id: '1' });
    await eraseSubject(ctx, { email: 'ada@EXAMPLE.com' });
    await eraseSubject(ctx, { subject_id: 'ü' });
    for (const each of [byId, byAddress]) expect(await bodyOf(each)).toBe('{"erased":true}');
    for (const each of kept) expect(await bodyOf(each)).toContain('ada@example.com');
    const { data } = await logOfOther.attempts({ id: attempt.delivery_id! });
    expect(data[0]?.request.body).toContain('"A"');
    await receiver.close();
  });

  it('refuses another account’s webhook and event, and both of type and event, and data of no type', async () => {
    const { trials, receiver, hook, publish } = await setup();
    const other = home.account();
    const theirs = await other.hook(receiver.url);
    const { id } = await hook(receiver.url);
    const { id: eventId } = await other.publish();
    await expect(trials.webhook({ id: theirs.id, type: 'tag.created' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(trials.webhook({ id, event_id: eventId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await publish();
    for (const given of [
      { id, data: {} },
      { id, type: 'tag.created', event_id: eventId },
    ])
      await expect(trials.webhook(given)).rejects.toMatchObject({ code: 'UNPROCESSABLE_CONTENT' });
    await receiver.close();
  });
});

describe('the limit', () => {
  const clock = (state: { ms: number }) => ({ now: () => new Date(state.ms), monotonicMs: () => state.ms });

  it('lets an account make 30 tests a minute, and others theirs', async () => {
    const limit = new TrialLimit();
    const state = { ms: 0 };
    const test = (account: string) => limit.run(clock(state), account, async () => 'done');
    for (let made = 0; made < 30; made += 1) await test('one');
    state.ms = 45_000;
    await expect(test('one')).rejects.toMatchObject({ code: 'rate_limited', retryAfterSeconds: 15 });
    expect(await test('other')).toBe('done');
    state.ms = 60_000;
    expect(await test('one')).toBe('done');
  });

  it('lets five be under way', async () => {
    const limit = new TrialLimit();
    const gate = Promise.withResolvers<void>();
    const underWay = Array.from({ length: 5 }, () => limit.run(clock({ ms: 0 }), 'one', () => gate.promise));
    await expect(limit.run(clock({ ms: 0 }), 'one', async () => undefined)).rejects.toMatchObject({
      code: 'rate_limited',
    });
    gate.resolve();
    await Promise.all(underWay);
    await limit.run(clock({ ms: 0 }), 'one', async () => undefined);
  });

  it('lets fifty of all accounts be under way', async () => {
    const limit = new TrialLimit();
    const gate = Promise.withResolvers<void>();
    const test = (account: number) => limit.run(clock({ ms: 0 }), `acct_${account}`, () => gate.promise);
    const underWay = Array.from({ length: 50 }, (_, index) => test(index % 10));
    await expect(test(11)).rejects.toMatchObject({ code: 'rate_limited', retryAfterSeconds: 2 });
    gate.resolve();
    await Promise.all(underWay);
    await test(11);
  });
});
