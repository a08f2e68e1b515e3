import { Worker } from 'node:worker_threads';
import { systemClock } from '@tidings/kernel';
import { afterEach, expect, it } from 'vitest';
import { Sender } from './send.ts';

/** A receiver that lives on while this thread stands still: it answers after so long, or never. */
const RECEIVER = `
  const { parentPort, workerData } = require('node:worker_threads');
  require('node:http')
    .createServer((request, response) => {
      parentPort.postMessage('asked');
      if (workerData !== null) setTimeout(() => response.end('ok'), workerData);
    })
    .listen(0, '127.0.0.1', function () { parentPort.postMessage(this.address().port); });`;
const TIMEOUT_MS = 300;
const STILL_MS = TIMEOUT_MS + 1_500;
/** Long enough to miss the deadline, too short to be told from a slow receiver. */
const BUSY_MS = TIMEOUT_MS + 300;

const opened: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close();
});

/** Sends to a receiver, and stands still once it has the request. */
async function sendAndFreeze(answersAfterMs: number | null, stillMs = STILL_MS) {
  const receiver = new Worker(RECEIVER, { eval: true, workerData: answersAfterMs });
  opened.push(() => receiver.terminate());
  const said = () => new Promise<unknown>((resolve) => receiver.once('message', resolve));
  const port = await said();
  const sender = new Sender(['127.0.0.0/8'], systemClock);
  opened.push(() => sender.close());
  const asked = said();
  const sent = sender.send({
    url: `http://127.0.0.1:${String(port)}/`,
    headers: {},
    body: '{}',
    timeoutMs: TIMEOUT_MS,
  });
  await asked;
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, stillMs);
  return sent;
}

it('does not blame a receiver for the time in which this process stood still', async () => {
  const outcome = await sendAndFreeze(null);
  expect(outcome).toMatchObject({
    error: 'internal',
    errorDetail: expect.stringMatching(/^The sending process stood still for \d+(\.\d)? seconds?\./),
    statusCode: null,
  });
});

it('reads the answer that came meanwhile', async () => {
  expect(await sendAndFreeze(20)).toMatchObject({ error: null, statusCode: 200, response: { body: 'ok' } });
});

it('reads the answer that came in time while this process was busy at the deadline', async () => {
  expect(await sendAndFreeze(20, BUSY_MS)).toMatchObject({ error: null, statusCode: 200 });
  expect(await sendAndFreeze(null, BUSY_MS)).toMatchObject({ error: 'timeout', statusCode: null });
});
