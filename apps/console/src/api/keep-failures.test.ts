import { notifyManager, QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, it } from 'vitest';

import { keepFailures } from './keep-failures.ts';

/** Watches a query that is answered as told. */
function setup() {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  keepFailures(client);
  const answers: PromiseWithResolvers<string>[] = [];
  const observer = new QueryObserver(client, {
    queryKey: ['what cannot be read'],
    queryFn: () => {
      const answer = Promise.withResolvers<string>();
      answers.push(answer);
      return answer.promise;
    },
  });
  const seen: string[] = [];
  // As a component does, which draws what it is by the time that it is told.
  const watch = () =>
    observer.subscribe(notifyManager.batchCalls(() => seen.push(observer.getCurrentResult().status)));
  const leave = watch();
  return { client, observer, seen, watch, leave, latest: () => answers.at(-1)! };
}

it('keeps why something could not be read until it is read', async () => {
  const { client, observer, seen, latest } = setup();
  latest().reject(new Error('out of order'));
  await expect.poll(() => seen.at(-1)).toBe('error');
  seen.length = 0;

  const failing = observer.refetch();
  expect(observer.getCurrentResult()).toMatchObject({ error: new Error('out of order'), isFetching: true });
  latest().reject(new Error('still out of order'));
  expect((await failing).error).toEqual(new Error('still out of order'));

  // As where there are news of it.
  const mended = client.invalidateQueries();
  expect(observer.getCurrentResult().error).toEqual(new Error('still out of order'));
  latest().resolve('all of it');
  await mended;
  expect(observer.getCurrentResult()).toMatchObject({ data: 'all of it', error: null });
  expect(seen).not.toContain('pending');
});

it('shows who comes back that it is read again', async () => {
  const { observer, seen, watch, leave, latest } = setup();
  latest().reject(new Error('out of order'));
  await expect.poll(() => seen.at(-1)).toBe('error');
  leave();
  watch();
  expect(observer.getCurrentResult()).toMatchObject({ status: 'pending', isFetching: true });
});
