import { describe, expect, it } from 'vitest';

import { toTestInput } from './test-input.ts';
import { firstChoice, typeChoices } from './type-choices.ts';

const EXAMPLE = '{\n  "object": {}\n}';
const id = 'wh_01k9w3m5kqe8nb2v7x4r6t0zcd';
const event_id = 'evt_01k9w3m5kqe8nb2v7x4r6t0zcd';
const sample = (payload: string, type: string | null = 'tag.created') =>
  toTestInput({ id, from: 'sample', type, payload }, EXAMPLE);
const past = (event: string) => toTestInput({ id, from: 'event', event }, null);

describe('what a test sends', () => {
  it('is the example of the type as long as nobody has changed it', () => {
    expect(sample(EXAMPLE)).toEqual({ ok: true, input: { id, type: 'tag.created' } });
  });

  it('is what was typed instead', () => {
    expect(sample('{"object":{"id":"tag_1"}}')).toEqual({
      ok: true,
      input: { id, type: 'tag.created', data: { object: { id: 'tag_1' } } },
    });
  });

  it('is nothing while what was typed cannot be read', () => {
    expect(sample('{"object":')).toMatchObject({
      ok: false,
      fault: { field: 'payload', line: 1, message: expect.stringMatching(/^This is not JSON\. /) },
    });
    for (const text of ['[]', '"text"', 'null', '7'])
      expect(sample(text)).toMatchObject({
        ok: false,
        fault: { message: 'The data of an event are a JSON object: {…}.' },
      });
    expect(sample(EXAMPLE, null)).toMatchObject({ fault: { field: 'type' } });
  });

  it('is a past event by its id', () => {
    expect(past(event_id)).toEqual({ ok: true, input: { id, event_id } });
    expect(past('')).toMatchObject({ fault: { field: 'event', message: 'Choose one of the events.' } });
    expect(past('evt_1')).toMatchObject({
      fault: { field: 'event', message: expect.stringContaining('evt_01k') },
    });
  });
});

describe('the types to choose from', () => {
  const type = (name: string, category: string) => ({ name, category });
  const types = [type('tag.created', 'Tag'), type('email.sent', 'Email'), type('email.opened', 'Email')];

  it('begin with those that the webhook is subscribed to', () => {
    expect(typeChoices(types, ['tag.*'])).toMatchObject([
      { group: 'Subscribed', items: ['tag.created'] },
      { items: ['email.sent', 'email.opened'] },
    ]);
    expect(firstChoice(types, ['tag.*'])).toBe('tag.created');
  });

  it('are all of them where the webhook is subscribed to everything, or to nothing that there is', () => {
    expect(typeChoices(types, ['*'])).toHaveLength(1);
    expect(firstChoice(types, ['gone.type'])).toBe('email.sent');
  });
});
