import { type Behaviour, hang, type Receiver, startReceiver, status } from '../support/receiver.ts';
import { freePort } from '../support/free-port.ts';

const SLOW_MS = 1_150;

const slow: Behaviour = (response) => {
  setTimeout(() => response.writeHead(200).end('done, at last'), SLOW_MS);
};

/** Every third request fails. */
function flaky(): Behaviour {
  const failed = status(500, { 'content-type': 'text/plain' }, 'upstream connect error: ledger-db timed out');
  const thanked = status(200, { 'content-type': 'application/json' }, '{"received":true}');
  let turn = 0;
  return (response, arrival) => (turn++ % 3 === 1 ? failed : thanked)(response, arrival);
}

const gone = status(410, { 'content-type': 'text/plain' }, 'This importer was switched off.');

const BEHAVIOURS = { healthy: status(204), flaky: flaky(), slow, hanging: hang, gone };

export type Receivers = Record<keyof typeof BEHAVIOURS, Receiver>;

/** Real servers that succeed, fail, answer late, never answer and are gone for good. */
export async function startReceivers(): Promise<Receivers> {
  const made = Object.entries(BEHAVIOURS).map(async ([name, behaviour]) => {
    const receiver = await startReceiver();
    receiver.behaviour = behaviour;
    return [name, receiver] as const;
  });
  return Object.fromEntries(await Promise.all(made)) as Receivers; // of each name one
}

/** An address where somebody was once, and nobody listens. */
export async function deadUrl(): Promise<string> {
  return `http://127.0.0.1:${await freePort()}/v2/ingest/events/of/all/workspaces/marketing`;
}
