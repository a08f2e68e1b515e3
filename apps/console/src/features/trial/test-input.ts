import type { TestWebhookInput } from '@tidings/delivery/schema';
import { z } from 'zod';

const data = z.record(z.string(), z.unknown());

/** What a person chose to send. */
export type Wish =
  | { from: 'sample'; type: string | null; payload: string }
  | { from: 'event'; event: string };

type Parsed =
  | { ok: true; input: Omit<TestWebhookInput, 'id'> }
  | { ok: false; fault: { field: 'type' | 'payload' | 'event'; message: string } };

/** Turns what was chosen into what the server takes. The example is left to the server while nobody has changed it. */
export function toTestInput(wish: Wish, example: string | null): Parsed {
  if (wish.from === 'event')
    return wish.event
      ? { ok: true, input: { event_id: wish.event } }
      : { ok: false, fault: { field: 'event', message: 'Choose one of the events.' } };
  if (wish.type === null) return { ok: false, fault: { field: 'type', message: 'Choose an event type.' } };
  if (wish.payload === example) return { ok: true, input: { type: wish.type } };
  const read = readData(wish.payload);
  if ('message' in read) return { ok: false, fault: { field: 'payload', message: read.message } };
  return { ok: true, input: { type: wish.type, data: read.data } };
}

function readData(text: string): { data: Record<string, unknown> } | { message: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { message: `This is not JSON: ${error instanceof Error ? error.message : 'it cannot be read.'}` };
  }
  const parsed = data.safeParse(value);
  return parsed.success ? { data: parsed.data } : { message: 'The data of an event are a JSON object: {…}.' };
}
