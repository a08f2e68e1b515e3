import { expect, it } from 'vitest';

import { codeRefusal } from './code-refusal.ts';
import { DoorError } from './door.ts';

it.each([
  [401, 'INVALID_CODE', 'code', /not right/],
  [401, 'INVALID_BACKUP_CODE', 'code', /used before/],
  [400, 'VALIDATION_ERROR', 'code', /cannot be read/],
  [401, 'INVALID_TWO_FACTOR_COOKIE', 'over', /has expired/],
  [429, 'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE', 'over', /Too many codes/],
  [400, 'TOTP_NOT_ENABLED', 'over', /was changed since/],
  [401, 'SOMETHING_NEW', 'over', /could not go on/],
])('reads %i %s as what is wrong with the %s', (status, code, kind, message) => {
  expect(codeRefusal(new DoorError(status, { code }))).toEqual({
    kind,
    message: expect.stringMatching(message),
  });
});

it('leaves to others what says nothing of the code', () => {
  expect(codeRefusal(new DoorError(429, { code: 'rate_limited' }))).toBeNull();
  expect(codeRefusal(new DoorError(503, {}))).toBeNull();
  expect(codeRefusal(new DoorError(0, {}))).toBeNull();
});
