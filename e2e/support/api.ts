import { type Answer, send } from './request.ts';

/** A small REST client: it says what was answered and judges nothing. */
export class Api {
  readonly origin: string;
  readonly headers: Record<string, string>;

  constructor(origin: string, headers: Record<string, string>) {
    this.origin = origin;
    this.headers = headers;
  }

  /** The same key, acting for one account. */
  forAccount(accountId: string): Api & { accountId: string } {
    const api = new Api(this.origin, { ...this.headers, 'tidings-account': accountId });
    return Object.assign(api, { accountId });
  }

  get<Body = unknown>(path: string, headers: Record<string, string> = {}): Promise<Answer<Body>> {
    return this.send('GET', path, { headers });
  }

  post<Body = unknown>(
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<Body>> {
    return this.#sendJson('POST', path, { body, headers });
  }

  patch<Body = unknown>(path: string, body: unknown): Promise<Answer<Body>> {
    return this.#sendJson('PATCH', path, { body, headers: {} });
  }

  delete<Body = unknown>(path: string): Promise<Answer<Body>> {
    return this.send('DELETE', path, { headers: {} });
  }

  /** Below `/api/v1`, with the bytes and headers given. */
  send<Body = unknown>(
    method: string,
    path: string,
    given: { headers: Record<string, string>; body?: string | Buffer | undefined },
  ): Promise<Answer<Body>> {
    return send(this.origin, `/api/v1${path}`, {
      method,
      ...given,
      headers: { ...this.headers, ...given.headers },
    });
  }

  #sendJson<Body>(
    method: string,
    path: string,
    given: { body: unknown; headers: Record<string, string> },
  ): Promise<Answer<Body>> {
    if (given.body === undefined) return this.send(method, path, { headers: given.headers });
    const headers = { 'content-type': 'application/json', ...given.headers };
    return this.send(method, path, { headers, body: JSON.stringify(given.body) });
  }
}
