import { expect, it } from 'vitest';

import { DoorError } from './door.ts';
import { signInFailure } from './sign-in-failure.tsx';

const said = (status: number, message?: string) =>
  signInFailure(new DoorError(status, { message }), 'Wrong.');

it('tells wrong credentials, too many attempts and an absent server apart', () => {
  expect([401, 400, 422].map((status) => said(status))).toEqual(['Wrong.', 'Wrong.', 'Wrong.']);
  expect(said(429, 'Too many attempts. Try again in 4 minutes.')).toBe(
    'Too many attempts. Try again in 4 minutes.',
  );
  for (const status of [0, 502]) expect(said(status)).toContain('The server did not answer');
  expect(signInFailure(new TypeError('x'), 'Wrong.')).toContain('The server did not answer');
  expect(said(403)).toContain('refused');
});
