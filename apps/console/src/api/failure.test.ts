import { TRPCClientError } from '@trpc/client';
import { expect, it } from 'vitest';

import { describeFailure, readFailure } from './failure.ts';

const KEPT = { kept: 'What you typed is still here.' };
const DEED = { undone: 'It is still active.', ...KEPT };
const READING = { meanwhile: 'They go on working.', ...KEPT };

function refusal(httpStatus: number, problem?: object): Error {
  return Object.assign(new TRPCClientError('no'), { data: { httpStatus, code: 'NO', problem } });
}

it('says what is as it was, and what goes on, only where somebody knows', () => {
  const said = (...of: Parameters<typeof describeFailure>) => describeFailure(...of).detail;
  expect(said(refusal(400), 'pause it', DEED)).toMatch(/400\. It is still active\. What you typed is still/);
  expect(said(refusal(500), 'load it', READING)).toMatch(/^They go on working\. What you typed is still/);
  // A wrong request says nothing of the server.
  for (const status of [400, 401, 403, 422, 429])
    expect(said(refusal(status), 'load it', READING)).not.toContain('go on');
  for (const of of [DEED, READING]) {
    expect(said(refusal(503), 'do it', of)).not.toMatch(/active|go on/);
    expect(said(new Error('Failed to fetch'), 'do it', of)).not.toMatch(/active|go on/);
  }
});

it('says where no answer came that something may have been done', () => {
  expect(describeFailure(new Error('Failed to fetch'), 'pause it', DEED)).toEqual({
    title: 'No answer to the request to pause it',
    detail:
      'It may or may not have been done: look before you repeat it. What you typed is still here. ' +
      'Check that the server is running and that you are online.',
    requestId: null,
  });
  expect(describeFailure(new Error('Failed to fetch'), 'load them', READING).title).toBe(
    'Could not load them: the server did not answer',
  );
});

it('says where the database or a server behind a proxy was lost that something may have been done', () => {
  for (const status of [502, 503, 504]) {
    expect(describeFailure(refusal(status), 'pause it', DEED)).toEqual({
      title: 'The request to pause it was not confirmed',
      detail:
        'It may or may not have been done: look before you repeat it. What you typed is still here. ' +
        `The server answered ${status}.`,
      requestId: null,
    });
    expect(describeFailure(refusal(status), 'load them', READING)).toMatchObject({
      title: 'Could not load them',
      detail: `What you typed is still here. The server answered ${status}.`,
    });
  }
});

it('says that nothing was done where the server says when it is possible again', () => {
  const problem = {
    type: 'urn:tidings:problem:unavailable',
    title: 'Not available right now',
    status: 503,
    code: 'unavailable',
    detail: 'This one was not stored.',
    request_id: 'req_1',
  };
  expect(describeFailure(refusal(503, { ...problem, retry_after: 1 }), 'send it', DEED)).toEqual({
    title: 'Could not send it',
    detail: 'It is still active. What you typed is still here. This one was not stored.',
    requestId: 'req_1',
  });
  expect(describeFailure(refusal(503, problem), 'send it', DEED).title).toMatch(/was not confirmed$/);
});

it('what signing in and out was answered is read as an answer, and none as none', () => {
  const refused = Object.assign(new Error('The server answered 500.'), { status: 500 });
  expect(readFailure(refused)).toMatchObject({ kind: 'refused', status: 500 });
  expect(readFailure(Object.assign(new Error('No answer.'), { status: 0 }))).toEqual({ kind: 'unreachable' });
});
