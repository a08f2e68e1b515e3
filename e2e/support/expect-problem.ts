import { expect } from 'vitest';
import type { Answer } from './request.ts';
import type { Problem } from './shapes.ts';

const CODES: Record<number, string> = {
  400: 'malformed',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  409: 'conflict',
  413: 'too_large',
  415: 'unsupported_media_type',
  422: 'invalid',
};

/**
 * Expects RFC 9457 problem details with this status and, where given, a fault at exactly this place.
 * @returns the problem.
 */
export function expectProblem(answer: Answer, status: number, path?: string): Problem {
  expect(answer.status, answer.text.slice(0, 500)).toBe(status);
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  const problem = answer.body as Problem;
  expect(problem).toMatchObject({
    type: expect.any(String),
    title: expect.any(String),
    status,
    code: CODES[status],
    detail: expect.stringMatching(/\S/),
    request_id: expect.stringMatching(/\S/),
    issues: expect.any(Array),
  });
  expect(answer.headers['x-request-id']).toBe(problem.request_id);
  // Nothing of our insides: no stack, no file, no SQL.
  expect(answer.text).not.toMatch(/node_modules|\.ts:\d|\bSELECT\b|\\n\s+at /);
  if (path !== undefined) {
    expect(problem.issues.map((issue) => issue.path)).toContain(path);
    for (const issue of problem.issues)
      expect(issue).toEqual({ path: expect.any(String), message: expect.stringMatching(/\S/) });
  }
  return problem;
}
