import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, it } from 'vitest';

import { wasRead } from './use-try-again.ts';

const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });

function ask(queryFn: () => Promise<string>) {
  return new QueryObserver(client, { queryKey: [queryFn.name], queryFn }).refetch();
}

const read = () =>
  ask(async function works() {
    return 'all of it';
  });
const unread = () =>
  ask(async function fails() {
    throw new Error('out of order');
  });

it('knows what was asked again with success, all of it', async () => {
  expect(wasRead(await read())).toBe(true);
  expect(wasRead(await unread())).toBe(false);
  expect(wasRead(await Promise.all([read(), read()]))).toBe(true);
  expect(wasRead(await Promise.all([read(), unread()]))).toBe(false);
  expect(wasRead(undefined)).toBe(false);
});
