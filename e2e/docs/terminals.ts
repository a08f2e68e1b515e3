import type { Reader } from '../support/reader.ts';
import type { Program } from '../support/run-program.ts';

/** What a terminal does first: it takes up the folder and the exports that its last lines left. */
const TAKE_UP = 'if [ -f "$STATE" ]; then . "$STATE"; fi';
/** And last, for its next lines. */
const LEAVE = '{ export -p; printf "cd %q\\n" "$PWD"; } > "$STATE"';

/** A reader's terminals. What is exported in one is not there in another, and one that shows a program takes no lines. */
export class Terminals {
  readonly #reader: Reader;
  readonly #env: Record<string, string>;
  readonly #shown = new Map<string, Program>();
  #current = 'first';
  /** Below the reader's own. */
  #folder = '';

  /** @param env what every terminal has. */
  constructor(reader: Reader, env: Record<string, string>) {
    this.#reader = reader;
    this.#env = env;
  }

  get folder(): string {
    return this.#folder;
  }

  /** Goes to the terminal that the text of a page names, if it names one. */
  goTo(text: string): void {
    this.#current = /\b(first|second|third|fourth) terminal\b/.exec(text)?.[1] ?? this.#current;
  }

  /**
   * Types lines and waits for their end.
   * @throws {Error} where they fail, and where the terminal is taken.
   */
  async run(lines: string): Promise<string> {
    const { code, output } = await this.#begin(`${lines}\n${LEAVE}`).ended;
    if (code !== 0) throw new Error(`"${lines}" ended with ${code}:\n${output}`);
    this.#folder = / cd (\S+)$/.exec(lines)?.[1] ?? this.#folder;
    return output;
  }

  /** Types a line whose program stays in the terminal. */
  start(line: string): void {
    // Terminals that are opened later begin in the folder that the page has made.
    const inFolder = this.#folder === '' ? '' : `cd "$FOLDER"\n`;
    // The shell becomes the program, so that ending the one ends the other.
    const becoming = line.replace(/\b(node|tidings) (?!.*\b(node|tidings) )/, 'exec $1 ');
    this.#shown.set(this.#current, this.#begin(inFolder + becoming));
  }

  /** What the program in the terminal has printed. */
  shown(): string {
    return this.#shown.get(this.#current)?.output() ?? '';
  }

  #begin(lines: string): Program {
    if (this.#shown.has(this.#current))
      throw new Error(
        `The page does not say where to run this, and the ${this.#current} terminal is taken: ${lines}`,
      );
    const places = `STATE="$PWD/.terminal-${this.#current}"\nFOLDER="$PWD/${this.#folder}"`;
    return this.#reader.shell(`${places}\n${TAKE_UP}\n${lines}`, this.#env);
  }
}
