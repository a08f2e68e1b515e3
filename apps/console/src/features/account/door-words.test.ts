import { expect, it } from 'vitest';

import { DoorError } from '../session/door.ts';
import { doorFaults, doorWords } from './door-words.ts';

it('says of a password and of a code that they are wrong, where they were typed', () => {
  expect(doorWords(new DoorError(400, { code: 'INVALID_PASSWORD', message: 'Invalid password' }))).toEqual({
    at: 'password',
    message: 'This is not your password.',
  });
  const wrong = new DoorError(401, { code: 'INVALID_CODE', message: 'Invalid code' });
  expect(doorWords(wrong)?.at).toBe('code');
  expect(doorFaults(wrong, { code: 'digits' })).toEqual({
    digits: 'This code is not right. Try the next one.',
  });
  expect(doorFaults(wrong, { password: 'password' })).toBeNull();
});

it('passes on when to try again', () => {
  const message = 'Too many attempts. Try again in 12 minutes.';
  expect(doorWords(new DoorError(429, { message }))).toEqual({ at: 'form', message });
});

it('tells no answer from a refusal, and an ended session from a wrong code', () => {
  expect(doorWords(new DoorError(0, {}))?.message).toMatch(/did not answer/);
  expect(doorWords(new TypeError('fetch failed'))?.message).toMatch(/did not answer/);
  expect(doorWords(new DoorError(401, {}))?.message).toMatch(/signed out/);
  expect(doorWords(null)).toBeNull();
});
