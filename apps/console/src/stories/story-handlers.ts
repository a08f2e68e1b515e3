import { delay, http, HttpResponse, type HttpHandler } from 'msw';

import { failed, handlers } from '../mocks/handlers.ts';
import { MockProblem } from '../mocks/lookup.ts';
import type { Answer, Story } from './story.ts';

async function answer(given: Answer): Promise<HttpResponse<{ result?: unknown; error?: unknown }>> {
  if (given === 'never') {
    await delay('infinite');
    return HttpResponse.error();
  }
  if ('status' in given) return failed(new MockProblem(given.status, given.detail, given.issues));
  return HttpResponse.json({ result: { data: given.data } });
}

/** The mocks, and before them what a story has answered otherwise. */
export function handlersOf({ answers = {} }: Story): HttpHandler[] {
  const own = Object.entries(answers).map(([procedure, given]) =>
    http.all(`/trpc/${procedure}`, () => answer(given)),
  );
  return [...own, ...handlers];
}
