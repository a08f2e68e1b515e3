import type { Command } from 'commander';
import { Api } from './api.ts';
import { currentLogin } from './login.ts';
import { Printer, type Surroundings } from './surroundings.ts';

/** What every command works with. */
export class Shell {
  readonly around: Surroundings;
  readonly print: Printer;

  constructor(around: Surroundings) {
    this.around = around;
    this.print = new Printer(around);
  }

  /** @throws {Failure} when nobody is logged in. */
  async api(): Promise<Api> {
    return new Api(await currentLogin(this.around.env), this.around);
  }

  get isInteractive(): boolean {
    return this.around.stdin.isTTY === true && this.around.stderr.isTTY === true;
  }
}

export type Json = { json?: true };

/** A command with `--json` and examples, as all of them have. */
export function define(
  parent: Command,
  usage: string,
  { summary, examples }: { summary: string; examples: string[] },
): Command {
  return told(parent.command(usage), summary, examples)
    .allowExcessArguments(false)
    .option('--json', 'print JSON, one value in a line');
}

/** A command that only holds others. */
export function group(
  parent: Command,
  name: string,
  { summary, examples }: { summary: string; examples: string[] },
): Command {
  return told(parent.command(name), summary, examples);
}

function told(command: Command, summary: string, examples: string[]): Command {
  const lines = examples.map((example) => `  $ ${example}`).join('\n');
  return command.summary(summary).description(`${summary}.`).addHelpText('after', `\nExamples:\n${lines}`);
}
