import type { News } from '@tidings/live/schema';
import { sse } from 'msw';

import { mockId } from './ids.ts';

const listeners = new Set<(news: News) => void>();

/** Tells whoever looks that something has changed. */
export function tellMockNews(news: News): void {
  for (const listener of listeners) listener(news);
}

/** The stream of news, as tRPC sends it. */
export const newsHandler = sse<{ connected: string; message: string }>('/trpc/live.news', ({ client }) => {
  const send = (news: News) => client.send({ id: mockId('news'), data: JSON.stringify(news) });
  client.send({ event: 'connected', data: '{}' });
  send({ everything: true });
  listeners.add(send);
});
