import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { freePort } from './free-port.ts';
import { bareEnvironment, type Ended, NODE, type Program, ROOT, runProgram } from './run-program.ts';
import { SERVICE_KEY } from './start-server.ts';
import { until } from './until.ts';

const MAIN = path.join(ROOT, 'apps', 'server', 'src', 'main.ts');

export type Role = 'all' | 'api' | 'worker';
type Options = {
  settings: Record<string, string>;
  /** Files that run before the server does, in its process. */
  preloads?: string[];
};

/** One process of an installation that consists of several: `serve --role …`. */
export class RoleProcess {
  readonly role: Role;
  readonly port: number;
  readonly #options: Options;
  #program: Program;

  constructor(role: Role, port: number, options: Options) {
    this.role = role;
    this.port = port;
    this.#options = options;
    this.#program = this.#run();
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get pid(): number {
    return this.#program.pid;
  }

  /** How the program that runs now ended, once it has. */
  get ended(): Promise<Ended> {
    return this.#program.ended;
  }

  output(): string {
    return this.#program.output();
  }

  /** Whether SIGSTOP holds it; proc(5) says so in the third field, after a name in brackets. */
  async isStopped(): Promise<boolean> {
    const line = await readFile(`/proc/${this.pid}/stat`, 'latin1').catch(() => '');
    return line.slice(line.lastIndexOf(')') + 2).startsWith('T');
  }

  signal(name: NodeJS.Signals): void {
    this.#program.child.kill(name);
  }

  /** Starts it again on the same port after it has ended. */
  again(): void {
    this.#program = this.#run();
  }

  isReady(): Promise<boolean> {
    return fetch(`${this.url}/ready`, { signal: AbortSignal.timeout(2_500) }).then(
      (answer) => answer.ok,
      () => false,
    );
  }

  /** Whether its port is open: it runs, ready or not. */
  isUp(): Promise<boolean> {
    return fetch(`${this.url}/health`, { signal: AbortSignal.timeout(2_500) }).then(
      () => true,
      () => false,
    );
  }

  async untilReady(): Promise<void> {
    let ended = false;
    void this.#program.ended.then(() => (ended = true));
    await until(async () => ended || (await this.isReady()), Boolean, {
      what: `a process of role ${this.role} is ready`,
      withinMs: 120_000, // a busy machine takes half a minute
    });
    if (ended) throw new Error(`A process of role ${this.role} did not become ready:\n${this.output()}`);
  }

  #run(): Program {
    const env = {
      ...bareEnvironment(),
      PORT: String(this.port),
      HOST: '127.0.0.1',
      TIDINGS_SERVICE_KEY: SERVICE_KEY,
      ALLOW_PRIVATE_NETWORKS: '127.0.0.0/8',
      LOG_LEVEL: 'warn',
      ...this.#options.settings,
    };
    const imports = (this.#options.preloads ?? []).flatMap((file) => ['--import', file]);
    return runProgram(NODE, [...imports, MAIN, 'serve', '--role', this.role], { env, cwd: ROOT });
  }
}

/** Starts a process of that role on a free port. It need not be ready yet. */
export async function startRole(role: Role, options: Options): Promise<RoleProcess> {
  return new RoleProcess(role, await freePort(), options);
}
