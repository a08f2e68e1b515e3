import type { Session } from '@tidings/identity/schema';
import { afterEach, expect, it } from 'vitest';

import { queryClient } from '../../api/client.ts';
import { draftKey } from './draft-key.ts';
import { sessionQuery } from './use-session.ts';

afterEach(() => queryClient.clear());

const ada: Session = {
  user: { id: 'usr_1', name: 'Ada', email: 'ada@example.com' },
  account: { id: 'acct_1', name: 'Acme Mail' },
  role: 'admin',
  mode: 'dev',
  brand: 'Tidings',
  notice: null,
  via: 'sign_in',
  second_factor: false,
  secret_reveal: 'reauth',
  return_url: null,
};

function keyOf(session: Session): string {
  queryClient.setQueryData(sessionQuery.queryKey, session);
  return draftKey('create');
}

it('keeps what was typed apart by account and person', () => {
  const key = keyOf(ada);
  expect(keyOf({ ...ada })).toBe(key);
  const visitor = { ...ada, account: { id: 'acct_2', name: 'Other' }, via: 'portal' as const };
  const colleague = { ...ada, user: { id: 'usr_2', name: 'Jon', email: null } };
  expect(new Set([key, keyOf(visitor), keyOf(colleague)]).size).toBe(3);
});
