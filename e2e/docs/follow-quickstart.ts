import type { Reader } from '../support/reader.ts';
import { type Block, readPage } from '../support/read-page.ts';
import { until } from '../support/until.ts';
import { Terminals } from './terminals.ts';

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
 * Does what the quickstart says and nothing else, block by block: saves the files that have a name, runs the lines of the shell in the
 * terminal that the page names, puts what the page calls `tdg_sk_…`, `acct_…` and `whsec_…` in their places, and waits for the
 * output that it shows.
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
  readonly #terminals: Terminals;
  #secret: string | undefined;

  constructor(reader: Reader, given: Given) {
    this.#reader = reader;
    this.#given = given;
    const { port } = given;
    const env = { PORT: String(port), RECEIVER_URL: `http://127.0.0.1:${port}/hooks` };
    this.#terminals = new Terminals(reader, env);
  }

  async follow({ lang, title, sample, code, text }: Block): Promise<void> {
    const lines = code.trim();
    this.#terminals.goTo(text);
    if (sample !== undefined) {
      await this.#step(`save ${title}`, () => this.#reader.save(sample, this.#terminals.folder));
    } else if (lang === 'text') {
      await this.#step(`see "${lines}"`, () => this.#see(lines));
    } else if (/ node [\w.-]+$/.test(lines)) {
      await this.#step(`start ${lines}`, () => this.#start(lines));
    } else if (!this.#given.skips?.(lines)) {
      const names = [...lines.matchAll(/^export (\w+)=/gm)].map(([, name]) => name);
      await this.#step(names.length > 0 ? `export ${names.join(' ')}` : lines, () => this.#run(lines));
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

  async #run(lines: string): Promise<void> {
    const output = await this.#terminals.run(this.#filled(lines));
    // As the page says of the answer.
    this.#secret = /"secret":"(whsec_[^"]+)"\}\s*$/.exec(output)?.[1] ?? this.#secret;
  }

  async #start(lines: string): Promise<void> {
    this.#terminals.start(this.#filled(lines));
    await this.#see('Listening on');
  }

  async #see(text: string): Promise<void> {
    await until(
      () => this.#terminals.shown(),
      (output) => output.includes(text),
      { what: `the receiver prints "${text}"` },
    );
  }
}
