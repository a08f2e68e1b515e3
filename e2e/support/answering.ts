import type { Route } from 'playwright-core';

/** As the server says it where the fault is its own. */
export const PROBLEM = {
  type: 'about:blank',
  title: 'Something failed on our side',
  status: 500,
  code: 'internal',
  detail: 'The request was not carried out. Try again; if it stays, give the operator the request id.',
  request_id: 'req_that_failed',
  issues: [],
};
/** As it says it while its database does not answer. */
export const UNSURE = {
  ...PROBLEM,
  status: 503,
  code: 'unavailable',
  detail: 'The database does not answer. Try again shortly.',
};
/** Answers a call of the console with a problem, as the server does: one that the console cannot read counts as no answer. */
export const answering = (problem: typeof PROBLEM) => (route: Route) =>
  route.fulfill({
    status: problem.status,
    contentType: 'application/json',
    body: JSON.stringify({
      error: {
        message: problem.detail,
        code: -32_603,
        data: { code: 'INTERNAL_SERVER_ERROR', httpStatus: problem.status, problem },
      },
    }),
  });
