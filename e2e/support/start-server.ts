import { mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Api } from './api.ts';
import { type Database, migratedDatabase, sharesPostgres } from './database.ts';
import { freePort } from './free-port.ts';
import { removeDataDir } from './postgres-pid.ts';
import { type Ended, type Program, runMain } from './run-program.ts';
import { until } from './until.ts';

export const SERVICE_KEY = 'tdg_sk_end-to-end-0123456789';
export const ADMIN = { email: 'ada@example.com', password: 'correct horse battery' };

type Command = 'dev' | 'serve';
type Options = {
  command?: Command;
  settings?: Record<string, string>;
  /** A folder that stays when the server stops; a fresh one, removed at the end, if left out. */
  dataDir?: string;
  /** The embedded one in the data folder, as of whoever names no database. Who names a folder has that one too. */
  ownPostgres?: boolean;
};

/** A whole Tidings in a process of its own, reached over HTTP only. */
export class Server {
  readonly port: number;
  readonly dataDir: string;
  readonly #keepsData: boolean;
  readonly #database: Database | undefined;
  #command: Command;
  #settings: Record<string, string>;
  #program: Program;

  constructor(at: { port: number; dataDir: string; database: Database | undefined }, options: Options) {
    const { port, dataDir, database } = at;
    this.port = port;
    this.dataDir = dataDir;
    this.#keepsData = options.dataDir !== undefined;
    this.#database = database;
    this.#command = options.command ?? 'dev';
    this.#settings = {
      PORT: String(port),
      DATA_DIR: dataDir,
      TIDINGS_SERVICE_KEY: SERVICE_KEY,
      TIDINGS_ADMIN_EMAIL: ADMIN.email,
      TIDINGS_ADMIN_PASSWORD: ADMIN.password,
      LOG_LEVEL: 'warn',
      ...(database && { DATABASE_URL: database.url }),
      ...options.settings,
    };
    this.#program = runMain(this.#command, this.#settings);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** REST with the service key and no account named. */
  get api(): Api {
    return new Api(this.url, { authorization: `Bearer ${SERVICE_KEY}` });
  }

  /** What it goes by besides the defaults. */
  get settings(): Record<string, string> {
    return { ...this.#settings };
  }

  get ended(): Promise<Ended> {
    return this.#program.ended;
  }

  output(): string {
    return this.#program.output();
  }

  /** REST for an account that was just made. */
  async newAccount(name = 'Acme'): Promise<Api & { accountId: string }> {
    const { status, body, text } = await this.api.post<{ id: string }>('/accounts', { name });
    if (status !== 201) throw new Error(`Expected an account, got ${status}: ${text}`);
    return this.api.forAccount(body.id);
  }

  async untilReady(): Promise<void> {
    let ended = false;
    void this.#program.ended.then(() => (ended = true));
    const ready = () =>
      fetch(`${this.url}/ready`).then(
        (answer) => answer.ok,
        () => false,
      );
    const isReady = await until(async () => ended || (await ready()), Boolean, {
      what: 'the server is ready',
      withinMs: 120_000, // a busy machine takes half a minute
    });
    if (!isReady || ended) throw new Error(`The server did not become ready:\n${this.output()}`);
  }

  signal(name: NodeJS.Signals): void {
    this.#program.child.kill(name);
  }

  /** Ends the process as a power cut would. Its Postgres goes on. */
  async kill9(): Promise<void> {
    this.signal('SIGKILL');
    await this.#program.ended;
  }

  /** Asks it to stop and waits until it has. */
  async halt(): Promise<Ended> {
    this.signal('SIGINT');
    return this.#program.ended;
  }

  /** Starts it again on the same port and data, if need be otherwise than before. */
  async restart(changes: { command?: Command; settings?: Record<string, string> } = {}): Promise<void> {
    await this.halt();
    this.#command = changes.command ?? this.#command;
    this.#settings = { ...this.#settings, ...changes.settings };
    this.#program = runMain(this.#command, this.#settings);
    await this.untilReady();
  }

  /** Stops it and removes what it kept. */
  async stop(): Promise<void> {
    await this.halt();
    await this.#database?.remove();
    if (!this.#keepsData) await removeDataDir(this.dataDir);
  }
}

export function newDataDir(): Promise<string> {
  return mkdtemp(path.join(os.tmpdir(), 'tidings-e2e-'));
}

/** Starts a server on a free port with data of its own and waits until it is ready. */
export async function startServer(options: Options = {}): Promise<Server> {
  const isNamed = options.dataDir !== undefined || options.settings?.['DATABASE_URL'] !== undefined;
  const database =
    sharesPostgres() && !isNamed && !options.ownPostgres ? await migratedDatabase() : undefined;
  const dataDir = options.dataDir ?? (await newDataDir());
  const server = new Server({ port: await freePort(), dataDir, database }, options);
  try {
    await server.untilReady();
    return server;
  } catch (error) {
    await server.stop();
    throw error;
  }
}
