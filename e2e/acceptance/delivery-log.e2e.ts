import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Api } from '../support/api.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { type Receiver, startReceiver, status } from '../support/receiver.ts';
import {
  createWebhook,
  deliveryOf,
  isFinal,
  publish,
  TAG_CREATED,
  untilDelivery,
} from '../support/samples.ts';
import type { Delivery, Page } from '../support/shapes.ts';
import { ADMIN, type Server, startServer } from '../support/start-server.ts';

let server: Server;
let receiver: Receiver;
let api: Api;
let webhookId: string;
/** From the oldest to the newest: succeeded, failed, cancelled, and one that waits for its retry. */
let log: Delivery[];

beforeAll(async () => {
  [server, receiver] = await Promise.all([startServer(), startReceiver()]);
  api = await server.newAccount();
  const webhook = await createWebhook(api, { url: receiver.url, retry: { delays: ['1h'], max_retries: 1 } });
  webhookId = webhook.id;
  const deliver = async (type: string, code: number, attempts: number, data: object = TAG_CREATED.data) => {
    receiver.next(...Array.from({ length: attempts }, () => status(code)));
    const event = await publish(api, { type, data });
    const { id } = await deliveryOf(api, webhookId, event.id);
    await untilDelivery(api, id, ({ attempts_made }) => attempts_made === 1);
    return id;
  };
  const succeeded = await deliver('tag.created', 204, 1);
  const failed = await deliver('tag.deleted', 500, 2);
  await api.post(`/deliveries/${failed}/retry`);
  await untilDelivery(api, failed, isFinal);
  const ada = { object: { object: 'email', id: 'eml_1', email: 'ada@example.com' } };
  const cancelled = await deliver('email.opened', 500, 1, ada);
  await api.post(`/deliveries/${cancelled}/cancel`);
  const retrying = await deliver('tag.deleted', 500, 1);
  log = await Promise.all(
    [succeeded, failed, cancelled, retrying].map(
      async (id) => (await api.get<Delivery>(`/deliveries/${id}`)).body,
    ),
  );
});
afterAll(async () => {
  await Promise.all([server?.stop(), receiver?.close()]);
});

/** Places in `log` of what a query finds. */
async function find(query: string): Promise<number[]> {
  const answer = await api.get<Page<Delivery>>(`/webhooks/${webhookId}/deliveries?${query}`);
  expect(answer.status, answer.text).toBe(200);
  return answer.body.data.map(({ id }) => log.findIndex((each) => each.id === id));
}

describe('the log of a webhook is filtered', () => {
  test('by one status or by several', async () => {
    expect(log.map((delivery) => delivery.status)).toEqual(['succeeded', 'failed', 'cancelled', 'retrying']);
    for (const [place, delivery] of log.entries())
      expect(await find(`status=${delivery.status}`)).toEqual([place]);
    expect(await find('status=failed,cancelled')).toEqual([2, 1]);
    expect(await find('status=retrying&status=failed')).toEqual([3, 1]);
    expect(await find('status=succeeded,retrying')).toEqual([3, 0]);
    expect(await find('status=pending,archived')).toEqual([]);
  });

  test('by one type or by several, together with statuses', async () => {
    expect(await find('type=tag.deleted')).toEqual([3, 1]);
    expect(await find('type=tag.created,tag.deleted')).toEqual([3, 1, 0]);
    expect(await find('type=tag.created,email.opened&status=failed,cancelled')).toEqual([2]);
    expect(await find('type=tag.*')).toEqual([3, 1, 0]);
    expect(await find('type=email.*,tag.deleted&status=failed,cancelled')).toEqual([2, 1]);
    expect(await find('type=*')).toEqual([3, 2, 1, 0]);
  });

  test('by time, without what lies on the bounds', async () => {
    const after = encodeURIComponent(log[0]!.created_at);
    const before = encodeURIComponent(log[3]!.created_at);
    expect(await find(`created_after=${after}&created_before=${before}`)).toEqual([2, 1]);
    expect(await find(`created_after=${after}&status=failed,retrying`)).toEqual([3, 1]);
    expect(await find(`created_before=${before}&type=tag.deleted`)).toEqual([1]);
  });

  test('by the id of an event or of a delivery', async () => {
    expect(await find(`q=${log[1]!.event_id}`)).toEqual([1]);
    expect(await find(`q=${log[2]!.id}`)).toEqual([2]);
    expect(await find(`q=${log[2]!.id}&status=failed`)).toEqual([]);
  });

  test('by the e-mail address of a contact', async () => {
    expect(await find('q=ada%40example.com')).toEqual([2]);
    expect(await find('q=ada%40example.com&status=failed')).toEqual([]);
    expect(await find('q=eve%40example.com')).toEqual([]);
  });

  test('page by page', async () => {
    const path = `/webhooks/${webhookId}/deliveries?status=failed,cancelled,retrying&limit=2`;
    const first = await api.get<Page<Delivery>>(path);
    expect(first.body.data.map(({ id }) => id)).toEqual([log[3]!.id, log[2]!.id]);
    const second = await api.get<Page<Delivery>>(`${path}&cursor=${first.body.next_cursor}`);
    expect(second.body).toMatchObject({ data: [{ id: log[1]!.id }], has_more: false, next_cursor: null });
    expectProblem(await api.get(`/events?cursor=${first.body.next_cursor}`), 422, 'cursor');
  });

  test.each([
    'status=lost',
    'status=failed,lost',
    'status=',
    'type=',
    'type=nope',
    'created_after=now',
    'created_before=',
  ])('and %s is refused', async (query) => {
    const path = query.split('=')[0]!;
    expectProblem(await api.get(`/webhooks/${webhookId}/deliveries?${query}`), 422, path);
  });
});

describe('as CSV', () => {
  const csv = { accept: 'text/csv' };
  const columns =
    'id,event_id,event_type,webhook_id,status,attempts_made,attempts_max,next_attempt_at,created_at,updated_at,' +
    'last_status_code,last_error,last_duration_ms,trigger';
  const lineOf = (delivery: Delivery) =>
    columns
      .split(',')
      .map((column) => delivery[column as keyof Delivery] ?? '') // the columns are the keys of a delivery
      .join(',');

  test('the whole log is a file, newest first', async () => {
    const answer = await api.get(`/webhooks/${webhookId}/deliveries`, csv);
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': expect.stringMatching(/^attachment; filename="[^"]+\.csv"$/),
    });
    const lines = log.toReversed().map(lineOf);
    expect(answer.text).toBe([columns, ...lines, ''].join('\r\n'));
  });

  test('the file has what the filters leave', async () => {
    const answer = await api.get(
      `/webhooks/${webhookId}/deliveries?status=failed,retrying&type=tag.deleted`,
      csv,
    );
    expect(answer.text).toBe([columns, lineOf(log[3]!), lineOf(log[1]!), ''].join('\r\n'));
  });

  test('the file has no pages, and a problem is a problem', async () => {
    expectProblem(await api.get(`/webhooks/${webhookId}/deliveries?limit=2`, csv), 422, 'limit');
    expectProblem(await api.get(`/webhooks/${webhookId}/deliveries?status=lost`, csv), 422, 'status');
    expectProblem(await (await server.newAccount()).get(`/webhooks/${webhookId}/deliveries`, csv), 404);
  });

  test('the console downloads it with the session of whoever is signed in', async () => {
    const signIn = await fetch(`${server.url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: server.url },
      body: JSON.stringify(ADMIN),
    });
    const cookie = signIn.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; ');
    const webhooks = await fetch(`${server.url}/api/v1/webhooks`, { headers: { cookie } });
    expect(webhooks.status).toBe(200);
    const strange = await fetch(`${server.url}/api/v1/webhooks/${webhookId}/deliveries`, {
      headers: { ...csv, cookie },
    });
    expect(strange.status).toBe(404);
    const accounts = await server.api.get<Page<{ id: string }>>('/accounts');
    const own = server.api.forAccount(accounts.body.data.at(-1)!.id);
    const webhook = await createWebhook(own, { url: receiver.url });
    const file = await fetch(`${server.url}/api/v1/webhooks/${webhook.id}/deliveries`, {
      headers: { ...csv, cookie },
    });
    expect([file.status, await file.text()]).toEqual([200, `${columns}\r\n`]);
  });
});
