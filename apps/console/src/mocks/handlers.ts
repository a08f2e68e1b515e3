import { delivery } from '@tidings/delivery/schema';
import { delay, http, HttpResponse } from 'msw';
import { z } from 'zod';

import { filtered } from './delivery-procedures.ts';
import { MockProblem } from './lookup.ts';
import { newsHandler } from './news.ts';
import { procedures, signInAs, signOut } from './procedures.ts';

const NETWORK_MS = 90;
const credentials = z.object({ email: z.string(), password: z.string() });

/** A refusal as tRPC sends it. */
export function failed(error: unknown): HttpResponse<{ error: unknown }> {
  const status = error instanceof MockProblem ? error.status : 422;
  const detail = error instanceof Error ? error.message : 'The call failed.';
  const issues = error instanceof MockProblem ? error.issues : [];
  const problem = {
    type: 'about:blank',
    title: 'Problem',
    status,
    code: 'mock',
    detail,
    request_id: 'req_offline',
    issues,
  };
  return HttpResponse.json(
    { error: { message: detail, code: -32000, data: { code: 'MOCK', httpStatus: status, problem } } },
    { status },
  );
}

async function answer(procedure: string, input: unknown) {
  await delay(NETWORK_MS);
  try {
    const call = procedures[procedure];
    if (!call) throw new MockProblem(404, `The offline mode has no ${procedure}.`);
    return HttpResponse.json({ result: { data: call(input) } });
  } catch (error) {
    return failed(error);
  }
}

export const handlers = [
  newsHandler,
  http.get('/trpc/:procedure', ({ request, params }) => {
    const input = new URL(request.url).searchParams.get('input');
    return answer(String(params['procedure']), input === null ? {} : JSON.parse(input));
  }),
  http.post('/trpc/:procedure', async ({ request, params }) =>
    answer(String(params['procedure']), await request.json()),
  ),
  http.get('/api/v1/webhooks/:id/deliveries', ({ request, params }) => {
    const rows = filtered({ ...Object.fromEntries(new URL(request.url).searchParams), id: params['id'] });
    const columns = Object.keys(delivery.shape);
    const lines = rows.map((row) => Object.values(row).join(','));
    return HttpResponse.text([columns.join(','), ...lines].join('\r\n'), {
      headers: { 'content-type': 'text/csv' },
    });
  }),
  http.post('/api/auth/sign-in/email', async ({ request }) => {
    await delay(NETWORK_MS);
    const { email, password } = credentials.parse(await request.json());
    if (email.startsWith('busy@'))
      return HttpResponse.json({ message: 'Too many requests' }, { status: 429 });
    if (password !== 'demo') return HttpResponse.json({ message: 'Invalid' }, { status: 401 });
    signInAs(email);
    return HttpResponse.json({ user: { email } });
  }),
  http.post('/api/auth/sign-out', () => {
    signOut();
    return HttpResponse.json({ success: true });
  }),
  http.get('/api/auth/sign-in-options', () =>
    HttpResponse.json({
      brand: 'Tidings',
      public_url: location.origin,
      password_reset: true,
      is_new: true,
    }),
  ),
];
