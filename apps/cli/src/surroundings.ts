import type { Readable, Writable } from 'node:stream';
import { stripVTControlCharacters, styleText } from 'node:util';

/** What a program has around it; tests give it their own. */
export type Surroundings = {
  env: Readonly<Record<string, string | undefined>>;
  stdin: Readable & { isTTY?: boolean };
  stdout: Writable & { isTTY?: boolean };
  stderr: Writable & { isTTY?: boolean };
  fetch: typeof fetch;
  /** Ends what waits, as Ctrl-C does. */
  signal: AbortSignal;
  /** What runs Tidings itself under the same name; empty where that is not installed. */
  operatorsHelp: string;
};

export type Style = 'bold' | 'dim' | 'green' | 'red' | 'yellow';

/** Results go to standard output, everything said beside them to standard error, so that a pipe gets results alone. */
export class Printer {
  readonly #out: Surroundings['stdout'];
  readonly #err: Surroundings['stderr'];
  readonly #hasColours: boolean;

  constructor({ stdout, stderr, env }: Surroundings) {
    this.#out = stdout;
    this.#err = stderr;
    // https://no-color.org
    this.#hasColours = stdout.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
  }

  /** One value in a line. */
  json(value: unknown): void {
    this.#out.write(`${JSON.stringify(value)}\n`);
  }

  line(text = ''): void {
    this.#out.write(`${text}\n`);
  }

  note(text: string): void {
    this.#err.write(`${text}\n`);
  }

  /** Columns as wide as they have to be. */
  table(rows: string[][]): void {
    const widths: number[] = [];
    for (const row of rows)
      for (const [at, cell] of row.entries())
        widths[at] = Math.max(widths[at] ?? 0, stripVTControlCharacters(cell).length);
    for (const row of rows) {
      const cells = row.map((cell, at) =>
        at === row.length - 1
          ? cell
          : cell + ' '.repeat((widths[at] ?? 0) - stripVTControlCharacters(cell).length),
      );
      this.line(cells.join('  '));
    }
  }

  style(style: Style, text: string): string {
    return this.#hasColours ? styleText(style, text, { validateStream: false }) : text;
  }
}

/** Text from elsewhere, for a terminal: whoever names a webhook must not move the cursor of whoever lists it, nor turn the line around. */
export function plain(text: string): string {
  // oxlint-disable-next-line no-control-regex -- these are what it is about
  return text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
}
