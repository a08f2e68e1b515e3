import type { TestWebhookInput } from '@tidings/delivery/schema';
import { z } from 'zod';

import { readJson, type JsonFault } from '../../ui/json/read-json.ts';

const data = z.record(z.string(), z.unknown());

/** What a person chose to send. */
export type Wish =
  | { from: 'sample'; type: string | null; payload: string }
  | { from: 'event'; event: string };

type Parsed = { ok: true; input: Omit<TestWebhookInput, 'id'> } | { ok: false; fault: InputFault };

/** Why it cannot be sent. A fault of the payload has its place in it. */
export type InputFault = { field: 'type' | 'event'; message: string } | ({ field: 'payload' } & JsonFault);

/** Turns what was chosen into what the server takes. The example is left to the server while nobody has changed it. */
export function toTestInput(wish: Wish, example: string | null): Parsed {
  if (wish.from === 'event')
    return wish.event
      ? { ok: true, input: { event_id: wish.event } }
      : { ok: false, fault: { field: 'event', message: 'Choose one of the events.' } };
  if (wish.type === null) return { ok: false, fault: { field: 'type', message: 'Choose an event type.' } };
  if (wish.payload === example) return { ok: true, input: { type: wish.type } };
  const { value, fault } = readJson(wish.payload);
  if (fault) return { ok: false, fault: { field: 'payload', ...fault } };
  const parsed = data.safeParse(value);
  if (parsed.success) return { ok: true, input: { type: wish.type, data: parsed.data } };
  const message = 'The data of an event are a JSON object: {…}.';
  return { ok: false, fault: { field: 'payload', path: '', line: null, message } };
}
