import { Pool } from 'undici';
import { SERVICE_KEY } from './server.ts';

/** As many as publish at once. */
export const CLIENTS = 64;

/** A REST client of one server, for one account or for none. */
export class Api {
  readonly #pool: Pool;
  readonly #headers: Record<string, string>;

  constructor(at: string | Pool, account?: string) {
    this.#pool = typeof at === 'string' ? new Pool(at, { connections: CLIENTS }) : at;
    this.#headers = {
      authorization: `Bearer ${SERVICE_KEY}`,
      'content-type': 'application/json',
      ...(account !== undefined && { 'tidings-account': account }),
    };
  }

  /** The same connections, for an account that was just made. */
  async newAccount(): Promise<Api & { accountId: string }> {
    const { id } = await this.post<{ id: string }>('/accounts', '{"name":"Bench"}');
    return Object.assign(new Api(this.#pool, id), { accountId: id });
  }

  /** @returns the id of a webhook that takes every event. */
  async newWebhook(url: string, settings: Record<string, unknown> = {}): Promise<string> {
    const body = JSON.stringify({ url, events: ['*'], ...settings });
    return (await this.post<{ id: string }>('/webhooks', body)).id;
  }

  post<Answer>(path: string, body: string): Promise<Answer> {
    return this.#send<Answer>('POST', path, body);
  }

  get<Answer>(path: string): Promise<Answer> {
    return this.#send<Answer>('GET', path);
  }

  delete(path: string): Promise<void> {
    return this.#send('DELETE', path);
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  async #send<Answer>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: string): Promise<Answer> {
    const response = await this.#pool.request({
      method,
      path: `/api/v1${path}`,
      headers: this.#headers,
      body: body ?? null,
    });
    const answer = await response.body.text();
    if (response.statusCode >= 300)
      throw new Error(`${method} ${path}: ${response.statusCode} ${answer.slice(0, 500)}`);
    return (answer === '' ? undefined : JSON.parse(answer)) as Answer; // the contract's shape, which the acceptance tests check
  }
}
