import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { createTestKit, proveReceiver } from 'tidings-testing';
import { fixtures } from './tidings-events.ts';

const tidings = createTestKit(fixtures);
const PORT = process.env.PORT ?? '3000';
const send = (request) => fetch(`http://127.0.0.1:${PORT}/hooks`, request);

let receiver;
let printed = '';
before(async () => {
  const env = { ...process.env, PORT, WEBHOOK_SECRET: tidings.secret };
  receiver = spawn(process.execPath, ['receiver.mjs'], { env });
  receiver.stdout.setEncoding('utf8').on('data', (text) => (printed += text));
  await once(receiver.stdout, 'data'); // it listens
});
after(() => receiver.kill());

test('takes what Tidings sends and nothing else', async () => {
  await proveReceiver(tidings.cases('subscriber.created'), send);
});

test('does not mind the order of events', async () => {
  for (const request of tidings.outOfOrder('subscriber.created', 'subscriber.unsubscribed'))
    assert.equal((await send(request)).status, 204);
});

test('welcomes a subscriber once, however often the event comes', async () => {
  const data = { object: { object: 'subscriber', id: 'sub_1', email: 'grace@example.com' } };
  for (const request of tidings.duplicate('subscriber.created', { event: { data } }))
    assert.equal((await send(request)).status, 204);

  receiver.kill();
  await once(receiver, 'close'); // all that it printed has arrived
  assert.equal(printed.split('Welcome grace@example.com').length - 1, 1);
});
