import { TRPCError } from '@trpc/server';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { type Context } from './context.ts';
import { openDatabase, statement } from './database.ts';
import { DomainError, ERROR_STATUS, type ErrorCode, invalid } from './errors.ts';
import { pointer, toProblem, toTrpcError } from './problem.ts';
import { problem } from './schema.ts';
import { createCallerFactory, router, serviceProcedure } from './trpc.ts';

const INTERNAL = {
  type: 'about:blank',
  title: 'Something failed on our side',
  status: 500,
  code: 'internal',
  detail: 'The request was not carried out. Try again; if it stays, give the operator the request id.',
  request_id: 'req_1',
  issues: [],
};

function problemOf(schema: z.ZodType, input: unknown) {
  return toProblem(schema.safeParse(input).error, 'req_1');
}

/** What a caller gets from a procedure of ours. */
async function answerOf(parts: { input?: unknown; resolve?: () => unknown }) {
  const routes = router({
    thing: serviceProcedure
      .input(z.object({ name: z.string() }))
      .output(z.object({ size: z.number() }))
      .query((parts.resolve ?? (() => ({ size: 1 }))) as () => { size: number }),
  });
  // The procedure reads nothing of its context but this.
  const call = createCallerFactory(routes)({
    signedIn: true,
    actor: { type: 'service' },
  } as unknown as Context & { signedIn: boolean });
  const thrown = await call.thing((parts.input ?? { name: 'a' }) as { name: string }).then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(TRPCError);
  return { code: (thrown as TRPCError).code, problem: toProblem(thrown, 'req_1') };
}

test.each(Object.entries(ERROR_STATUS) as [ErrorCode, number][])(
  'the fault %s has status %i',
  (code, status) => {
    const made = toProblem(new DomainError(code, 'Because.'), 'req_1');
    expect(made).toMatchObject({
      type: `urn:tidings:problem:${code}`,
      status,
      code,
      detail: 'Because.',
      request_id: 'req_1',
      issues: [],
    });
    expect(problem.parse(made)).toEqual(made);
  },
);

test('the issues of a fault are passed on', () => {
  expect(toProblem(invalid('/url', 'No.'), 'req_1').issues).toEqual([{ path: '/url', message: 'No.' }]);
});

test('each value that a schema refuses has a JSON pointer, and the detail names the first', () => {
  const schema = z.object({
    url: z.string(),
    retry: z.object({ delays: z.array(z.string('Expected text.')) }),
  });
  const made = problemOf(schema, { url: 'x', retry: { delays: ['1m', 2, 3] } });
  expect(made).toMatchObject({
    status: 422,
    code: 'invalid',
    detail: '/retry/delays/1: Expected text. (and 1 more)',
  });
  expect(made.issues).toEqual([
    { path: '/retry/delays/1', message: 'Expected text.' },
    { path: '/retry/delays/2', message: 'Expected text.' },
  ]);
});

test('a refused input as a whole has the empty pointer', () => {
  const made = problemOf(z.object({}, 'Expected an object.'), 'text');
  expect(made).toMatchObject({
    detail: 'Expected an object.',
    issues: [{ path: '', message: 'Expected an object.' }],
  });
});

test('each unknown field is named at its place', () => {
  const schema = z.strictObject({ inner: z.strictObject({}) });
  expect(problemOf(schema, { inner: { b: 1, 'c/d': 2 }, a: 3 }).issues).toEqual([
    { path: '/inner/b', message: 'There is no such field.' },
    { path: '/inner/c~1d', message: 'There is no such field.' },
    { path: '/a', message: 'There is no such field.' },
  ]);
});

test('of very many faults the first hundred are told, and how many there are', () => {
  const body = Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`key${n}`, n]));
  const made = problemOf(z.strictObject({}), body);
  expect(made.issues).toHaveLength(100);
  expect(made.detail).toContain('(and 4999 more)');
});

// The examples of RFC 6901 §5.
test.each([
  [[], ''],
  [['foo', 0], '/foo/0'],
  [[''], '/'],
  [['a/b'], '/a~1b'],
  [['m~n'], '/m~0n'],
  [['~1'], '/~01'],
  [['c%d'], '/c%d'],
  [[' '], '/ '],
])('the pointer to %j is %j', (segments, expected) => {
  expect(pointer(segments)).toBe(expected);
});

test.each([
  ['an error', new Error('password "hunter2" of db.internal')],
  ['an error of the database', Object.assign(new Error('relation "secret.x" is missing'), { code: '42P01' })],
  ['a text', 'hunter2'],
  ['nothing', undefined],
])('%s that nobody foresaw says nothing of our insides', (_, thrown) => {
  expect(toProblem(thrown, 'req_1')).toEqual(INTERNAL);
  expect(toTrpcError(thrown)).toBe(thrown);
});

test.each([
  ['BAD_REQUEST', 400],
  ['PARSE_ERROR', 400],
  ['NOT_FOUND', 404],
  ['METHOD_NOT_SUPPORTED', 405],
  ['PAYLOAD_TOO_LARGE', 413],
  ['UNSUPPORTED_MEDIA_TYPE', 415],
  ['INTERNAL_SERVER_ERROR', 500],
] as const)('%s of the framework itself is %i, without its words', (code, status) => {
  const made = toProblem(new TRPCError({ code, message: 'insides' }), 'req_1');
  expect(made.status).toBe(status);
  expect(made.detail).not.toContain('insides');
});

test('input that a procedure refuses is 422 to its caller', async () => {
  expect(await answerOf({ input: { name: 1 } })).toMatchObject({
    code: 'UNPROCESSABLE_CONTENT',
    problem: { status: 422, issues: [{ path: '/name' }] },
  });
});

test('a fault that a procedure throws keeps its meaning', async () => {
  const resolve = () => {
    throw new DomainError('conflict', 'Taken.');
  };
  expect(await answerOf({ resolve })).toMatchObject({
    code: 'CONFLICT',
    problem: { status: 409, detail: 'Taken.' },
  });
});

test('an answer of ours that does not fit its schema is our fault, not the caller’s', async () => {
  const answer = await answerOf({ resolve: () => ({ size: 'large' }) });
  expect(answer).toEqual({ code: 'INTERNAL_SERVER_ERROR', problem: INTERNAL });
});

test('something of ours that a verb cannot parse is our fault, not the caller’s', async () => {
  const answer = await answerOf({ resolve: () => z.object({ row: z.number() }).parse({ row: 'x' }) });
  expect(answer).toEqual({ code: 'INTERNAL_SERVER_ERROR', problem: INTERNAL });
});

test('a database that is away is 503, through statements, transactions and entities', async () => {
  // Port 1 is reserved, and nothing listens there.
  const url = 'postgres://tidings@127.0.0.1:1/tidings';
  const database = openDatabase({ url, poolSize: 1, entities: [], onError: () => undefined });
  const one = statement<{ one: number }>('', 'SELECT 1 AS one');
  const ways = [
    database.query(one),
    database.transaction((tx) => tx.query(one)),
    database.unitOfWork((tx) => tx.query(one)),
  ];
  const settled = await Promise.allSettled(ways);
  await database.close();
  for (const result of settled) {
    expect(result.status).toBe('rejected');
    const made = toProblem((result as PromiseRejectedResult).reason, 'req_1');
    expect(made).toMatchObject({ status: 503, code: 'unavailable' });
    expect(JSON.stringify(made)).not.toContain('127.0.0.1');
  }
});
