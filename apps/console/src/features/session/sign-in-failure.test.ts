import { expect, it } from 'vitest';

import { signInFailure } from './sign-in-failure.ts';

it('tells wrong credentials, too many attempts and an absent server apart', () => {
  expect([401, 400, 429, 0, undefined, 502, 403].map(signInFailure)).toEqual([
    'wrong_credentials',
    'wrong_credentials',
    'too_many_attempts',
    'unreachable',
    'unreachable',
    'unreachable',
    'refused',
  ]);
});
