import { TRPCClientError } from '@trpc/client';
import { expect, it } from 'vitest';

import { DoorError } from '../features/session/door.ts';
import { fieldIssues } from './field-issues.ts';

function refusal(issues: { path: string; message: string }[]): Error {
  const problem = {
    type: 'about:blank',
    title: 'Invalid',
    status: 422,
    code: 'invalid',
    detail: 'The request has faults.',
    request_id: 'req_1',
    issues,
  };
  const data = { code: 'UNPROCESSABLE_CONTENT', httpStatus: 422, problem };
  return TRPCClientError.from({ error: { code: -32_000, message: 'Invalid', data } });
}

it('puts each fault at its field, the first one where there are two', () => {
  const error = refusal([
    { path: '/name', message: 'Give the key a name.' },
    { path: '/scopes/0', message: 'There is no such scope.' },
    { path: '/scopes', message: 'Choose at least one scope.' },
  ]);
  expect(fieldIssues(error, ['name', 'scopes'])).toEqual({
    name: 'Give the key a name.',
    scopes: 'There is no such scope.',
  });
});

it('leaves a fault of something else to be told beside the form', () => {
  expect(fieldIssues(refusal([{ path: '/colour', message: 'Unknown.' }]), ['name'])).toBeNull();
});

it('finds nothing where there was no answer and where nothing went wrong', () => {
  expect(fieldIssues(new Error('network'), ['name'])).toBeNull();
  expect(fieldIssues(null, ['name'])).toBeNull();
});

it('takes the field from whoever knows what a pointer leads to', () => {
  const error = refusal([{ path: '/created_after', message: 'Too early.' }]);
  expect(fieldIssues(error, (pointer) => (pointer === '/created_after' ? 'from' : null))).toEqual({
    from: 'Too early.',
  });
});

it('reads what is wrong with a password as well', () => {
  const issues = [{ path: '/newPassword', message: 'Use at least 12 characters.' }];
  expect(fieldIssues(new DoorError(422, { issues }), ['newPassword'])).toEqual({
    newPassword: 'Use at least 12 characters.',
  });
});
