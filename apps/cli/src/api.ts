import { z } from 'zod';
import { EXIT, type ExitCode, Failure } from './failure.ts';
import type { Login } from './login.ts';
import { plain, type Surroundings } from './surroundings.ts';
import { VERSION } from './version.ts';

const ANSWER_MS = 90_000; // a diagnosis takes its time
const PAGE = 100;

const problem = z.looseObject({
  code: z.string(),
  detail: z.string(),
  request_id: z.string().optional(),
  issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
const page = z.object({ data: z.array(z.unknown()), next_cursor: z.string().nullable() });

type Query = Record<string, string | number | undefined>;
type Request = { query?: Query; body?: unknown };

/** What a header may hold that identifies somebody: a line break, or the … of an example, would end in an error that shows the key. */
const SENDABLE = /^[\x21-\x7e]+$/;

/** The REST API in the name of whoever is logged in. What it answers is for the caller to parse. */
export class Api {
  readonly #login: Login;
  readonly #around: Pick<Surroundings, 'fetch' | 'signal'>;

  /** @throws {Failure} `refused` for a key, `usage` for an account, that no header can carry. */
  constructor(login: Login, around: Pick<Surroundings, 'fetch' | 'signal'>) {
    if (!SENDABLE.test(login.key))
      throw new Failure(EXIT.refused, 'The key is not whole. Copy it once more: tdg_, letters and digits.');
    if (login.account !== undefined && !SENDABLE.test(login.account))
      throw new Failure(EXIT.usage, `"${plain(login.account)}" is no account id such as acct_01k….`);
    this.#login = login;
    this.#around = around;
  }

  get url(): string {
    return this.#login.url;
  }

  get headers(): Record<string, string> {
    const { key, account } = this.#login;
    return {
      authorization: `Bearer ${key}`,
      'user-agent': `tidings-cli/${VERSION}`,
      ...(account !== undefined && { 'tidings-account': account }),
    };
  }

  /**
   * @param path below `/api/v1`.
   * @returns what was answered; undefined for nothing.
   * @throws {Failure} in the words of Tidings.
   */
  async ask(method: string, path: string, { query = {}, body }: Request = {}): Promise<unknown> {
    const answer = await this.#send(`/api/v1${path}${queryOf(query)}`, {
      method,
      headers: { ...this.headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.any([AbortSignal.timeout(ANSWER_MS), this.#around.signal]),
    });
    if (!answer.ok) throw failureOf(answer.status, await jsonIn(answer), this.url);
    const text = await answer.text().catch((error: unknown) => {
      const cut = `The answer of ${this.url} broke off: ${reasonOf(error)}. What was asked for may have been done.`;
      throw new Failure(EXIT.unavailable, cut);
    });
    return text === '' ? undefined : jsonOf(text, this.url);
  }

  /** Rows of a list, page after page, until there are no more or whoever reads has enough. */
  async *rows(path: string, query: Query = {}): AsyncGenerator<unknown, void> {
    for (let cursor: string | undefined; ;) {
      const answer = page.parse(await this.ask('GET', path, { query: { limit: PAGE, ...query, cursor } }));
      yield* answer.data;
      if (answer.next_cursor === null) return;
      cursor = answer.next_cursor;
    }
  }

  /**
   * Opens a stream of server-sent events.
   * @throws {Failure} as {@link ask}.
   */
  async stream(path: string, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
    const answer = await this.#send(path, {
      headers: { ...this.headers, accept: 'text/event-stream' },
      signal,
    });
    if (answer.ok && answer.body) return answer.body;
    const failure = failureOf(answer.status, await jsonIn(answer), this.url);
    // A proxy that lets only the REST API through, or has nobody behind it for a moment.
    throw failure.problem === undefined ? new Failure(EXIT.unavailable, failure.message) : failure;
  }

  async #send(path: string, init: RequestInit): Promise<Response> {
    try {
      // A key is for the installation that was named, not for wherever that sends us.
      return await this.#around.fetch(`${this.url}${path}`, { ...init, redirect: 'error' });
    } catch (error) {
      throw new Failure(EXIT.unavailable, `${this.url} was not reached: ${reasonOf(error)}.`);
    }
  }
}

function queryOf(query: Query): string {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) given.set(name, String(value));
  return given.size === 0 ? '' : `?${given.toString()}`;
}

function jsonOf(text: string, url: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Failure(EXIT.failed, `${url} did not answer as Tidings does. Is this the right URL?`);
  }
}

function failureOf(status: number, json: unknown, url: string): Failure {
  const said = problem.safeParse(json);
  if (!said.success) return new Failure(codeOf(status), `${url} answered ${status}. Is this the right URL?`);
  const { detail, issues = [], request_id: requestId } = said.data;
  const lines = [
    plain(detail),
    // A single fault often is the detail.
    ...issues
      .filter(({ message }) => !detail.includes(message))
      .map(({ path, message }) => `  ${plain(path || '/')}  ${plain(message)}`),
    ...(detail.includes('Tidings-Account')
      ? ['  Here TIDINGS_ACCOUNT names it, or "tidings login --account".']
      : []),
    ...(status >= 500 && requestId ? [`  (request ${requestId})`] : []),
  ];
  return new Failure(codeOf(status), lines.join('\n'), said.data);
}

/** Whatever an answer says that refuses something; undefined for what is not JSON. */
async function jsonIn(answer: Response): Promise<unknown> {
  return tryJson(await answer.text().catch(() => ''));
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** tRPC answers a stream that it refuses with 200, and says so in an event. */
const refusedStream = z.object({ data: z.object({ httpStatus: z.number(), problem: z.unknown() }) });

/** What a stream was refused for, or ended by, in the words of Tidings. */
export function failureInStream(text: string, url: string): Failure {
  const refused = refusedStream.safeParse(tryJson(text));
  if (!refused.success) return new Failure(EXIT.unavailable, `${url} ended the stream.`);
  const { httpStatus, problem: said } = refused.data.data;
  return failureOf(httpStatus, said, url);
}

function codeOf(status: number): ExitCode {
  if (status === 401 || status === 403) return EXIT.refused;
  if (status === 404) return EXIT.missing;
  if (status === 408 || status === 429 || status >= 500) return EXIT.unavailable;
  return EXIT.invalid;
}

/** `fetch` says "fetch failed" and has the reason in `cause`. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  // One for each address of a name that was tried.
  for (const each of [cause, error])
    if (each instanceof AggregateError && each.errors[0] instanceof Error) return each.errors[0].message;
  return cause instanceof Error && cause.message ? cause.message : error.message;
}
