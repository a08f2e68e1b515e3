import { problem } from '@tidings/kernel/schema';
import { expect, it } from 'vitest';

import { readProblem } from './read-problem.ts';

const whole = {
  type: 'https://tidings.example.com/docs/errors/#invalid',
  title: 'Invalid',
  status: 422,
  code: 'invalid',
  detail: 'The request has faults.',
  request_id: 'req_1',
  issues: [{ path: '/url', message: 'Endpoint must be a valid HTTPS URL.' }],
  retry_after: 3,
};

it('reads what the schema of problems reads', () => {
  const { issues: _issues, retry_after: _after, ...least } = whole;
  for (const given of [whole, least]) expect(readProblem(given)).toEqual(problem.parse(given));
});

it('takes nothing for a problem that is none', () => {
  const { detail: _detail, ...lacking } = whole;
  for (const given of [lacking, { ...whole, status: '422' }, null, undefined, 'Gateway timeout'])
    expect([readProblem(given), problem.safeParse(given).success]).toEqual([null, false]);
});
