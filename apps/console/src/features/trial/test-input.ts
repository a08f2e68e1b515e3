import { testWebhookInput, type TestWebhookInput } from '@tidings/delivery/schema';

import { memberOf } from '../../api/field-issues.ts';
import { readJson, type JsonFault } from '../../ui/json/read-json.ts';

/** What a person chose to send, to which webhook. */
export type Wish = { id: string } & (
  | { from: 'sample'; type: string | null; payload: string }
  | { from: 'event'; event: string }
);

type Parsed = { ok: true; input: TestWebhookInput } | { ok: false; fault: InputFault };

/** Why it cannot be sent. A fault of the payload has its place in it. */
type InputFault = { field: 'type' | 'event'; message: string } | ({ field: 'payload' } & JsonFault);

/** The field that the server means. */
export function testField(pointer: string): InputFault['field'] | null {
  switch (memberOf(pointer)) {
    case 'type':
      return 'type';
    case 'event_id':
      return 'event';
    case 'data':
      return 'payload';
    default:
      return null;
  }
}

/** Turns what was chosen into what the server takes. The example is left to the server while nobody has changed it. */
export function toTestInput(wish: Wish, example: string | null): Parsed {
  const { id } = wish;
  if (wish.from === 'event')
    return wish.event ? parse({ id, event_id: wish.event }) : fault('event', 'Choose one of the events.');
  if (wish.type === null) return fault('type', 'Choose an event type.');
  if (wish.payload === example) return parse({ id, type: wish.type });
  const read = readJson(wish.payload);
  if (read.fault) return { ok: false, fault: { field: 'payload', ...read.fault } };
  return parse({ id, type: wish.type, data: read.value });
}

/** What is wrong, as the form keeps it. */
export function testErrors(parsed: Parsed): Partial<Record<InputFault['field'], string>> {
  return parsed.ok ? {} : { [parsed.fault.field]: parsed.fault.message };
}

function parse(given: object): Parsed {
  const { data: input, error } = testWebhookInput.safeParse(given);
  if (input) return { ok: true, input };
  const [issue] = error.issues;
  const field = testField(String(issue?.path[0]));
  // Of the data themselves the schema says only that they are an object; what is in them the server knows.
  if (issue === undefined || field === null || field === 'payload')
    return fault('payload', 'The data of an event are a JSON object: {…}.');
  return fault(field, issue.message);
}

function fault(field: InputFault['field'], message: string): Parsed {
  return { ok: false, fault: { field, path: '', line: null, message } };
}
