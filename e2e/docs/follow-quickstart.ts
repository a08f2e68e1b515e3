import type { Reader } from '../support/reader.ts';
import { type Block, readPage } from '../support/read-page.ts';
import type { Program } from '../support/run-program.ts';
import { until } from '../support/until.ts';

export type Step = { what: string; ms: number };

type Given = {
  url: string;
  serviceKey: string;
  accountId: string;
  /** Where the receiver listens: the page's own may be taken. */
  port: number;
  /** Lines that are not run. */
  skips?: (lines: string) => boolean;
  onStep?: (step: Step) => void;
};

/**
 * Does what the quickstart says and nothing else, block by block: saves the files that have a name, runs the lines of the shell, puts what
 * the page calls `tdg_sk_…`, `acct_…` and `whsec_…` in their places, and waits for the output that it shows.
 * @throws {Error} where the page leaves something open.
 */
export async function followQuickstart(reader: Reader, given: Given): Promise<Step[]> {
  const following = new Following(reader, given);
  for (const block of await readPage('quickstart.mdx')) await following.follow(block);
  return following.steps;
}

class Following {
  readonly steps: Step[] = [];
  readonly #reader: Reader;
  readonly #given: Given;
  readonly #env: Record<string, string>;
  #secret: string | undefined;
  #receiver: Program | undefined;

  constructor(reader: Reader, given: Given) {
    this.#reader = reader;
    this.#given = given;
    this.#env = { PORT: String(given.port), RECEIVER_URL: `http://127.0.0.1:${given.port}/hooks` };
  }

  async follow(block: Block): Promise<void> {
    const { lang, title, sample } = block;
    const lines = block.code.trim();
    if (sample !== undefined && title?.endsWith('.sh')) {
      await this.#step(`save and run ${title}`, () => this.#request(sample));
    } else if (sample !== undefined) {
      await this.#step(`save ${title}`, () => this.#reader.save(sample));
    } else if (lang === 'text') {
      await this.#step(`see "${lines}"`, () => this.#see(lines));
    } else if (lines.startsWith('export ')) {
      const names = [...lines.matchAll(/^export (\w+)=/gm)].map(([, name]) => name);
      await this.#step(`export ${names.join(' ')}`, () => this.#export(lines));
    } else if (/ node [\w.-]+$/.test(lines)) {
      await this.#step(`start ${lines}`, () => this.#start(lines));
    } else if (!this.#given.skips?.(lines)) {
      await this.#step(lines, () => this.#run(lines));
    }
  }

  async #step(what: string, act: () => unknown): Promise<void> {
    const began = performance.now();
    await act();
    const step = { what, ms: performance.now() - began };
    this.steps.push(step);
    this.#given.onStep?.(step);
  }

  /** What a reader puts into the places that the page leaves open. */
  #filled(lines: string): string {
    const filled = lines
      .replace('tdg_sk_…', this.#given.serviceKey)
      .replace('acct_…', this.#given.accountId)
      .replace('whsec_…', this.#secret ?? 'whsec_…')
      .replace('http://localhost:3400', this.#given.url);
    if (filled.includes('…')) throw new Error(`The page leaves open what to put here: ${filled}`);
    return filled;
  }

  #export(lines: string): void {
    for (const line of this.#filled(lines).split('\n')) {
      const [, name, value] = /^export (\w+)=(\S+)$/.exec(line) ?? [];
      if (name === undefined || value === undefined) throw new Error(`This exports nothing: ${line}`);
      this.#env[name] = value;
    }
  }

  async #request(sample: string): Promise<void> {
    const answer = await this.#reader.runToEnd<{ secret?: string }>(sample, this.#env);
    this.#secret = answer.secret ?? this.#secret;
  }

  async #start(lines: string): Promise<void> {
    // The shell becomes the program, so that ending the one ends the other.
    this.#receiver = this.#reader.shell(this.#filled(lines).replace(/node /, 'exec node '), this.#env);
    await this.#see('Listening on');
  }

  async #see(text: string): Promise<void> {
    await until(
      () => this.#receiver?.output() ?? '',
      (output) => output.includes(text),
      {
        what: `the receiver prints "${text}"`,
      },
    );
  }

  async #run(lines: string): Promise<void> {
    const { code, output } = await this.#reader.shell(this.#filled(lines), this.#env).ended;
    if (code !== 0) throw new Error(`"${lines}" ended with ${code}:\n${output}`);
  }
}
