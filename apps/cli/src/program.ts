import { Command, CommanderError } from 'commander';
import { completionCommand } from './commands/completion.ts';
import { eventsCommand } from './commands/events.ts';
import { listenCommand } from './commands/listen.ts';
import { loginCommand } from './commands/login.ts';
import { triggerCommand } from './commands/trigger.ts';
import { typesCommand } from './commands/types.ts';
import { verifyCommand } from './commands/verify.ts';
import { webhooksCommand } from './commands/webhooks.ts';
import { EXIT, Failure } from './failure.ts';
import { Shell } from './shell.ts';
import type { Surroundings } from './surroundings.ts';

const INTERRUPTED = 130; // as shells count a SIGINT

const AFTER_HELP = `
Where Tidings runs, the same command has dev, demo, serve, migrate, audit, people and config; see Self-hosting in its documentation.

Environment:
  TIDINGS_API_KEY         the key, instead of the one that "tidings login" kept
  TIDINGS_URL             where Tidings is
  TIDINGS_ACCOUNT         the account that a service key acts for
  TIDINGS_WEBHOOK_SECRET  what "verify" checks with, and "events replay --forward" signs with

Exit codes:
  0  done                      4  there is no such thing
  1  something unforeseen      5  Tidings does not take what was given
  2  wrong usage               6  Tidings was not reached, or asks to come again later
  3  no key, or it may not     7  carried out, and the outcome is bad: a signature, test or check

Examples:
  $ tidings login --url https://hooks.example.com
  $ tidings listen --forward http://localhost:3000/hooks
  $ tidings trigger email.opened`;

/** All commands, in the order in which they are needed. */
export function createProgram(shell: Shell): Command {
  const { stdout, stderr } = shell.around;
  const program = new Command('tidings')
    .description('Receive, publish and look at events of Tidings from a terminal.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
    })
    .showHelpAfterError('(--help says more)')
    .addHelpText('after', AFTER_HELP);
  loginCommand(program, shell);
  listenCommand(program, shell);
  triggerCommand(program, shell);
  eventsCommand(program, shell);
  webhooksCommand(program, shell);
  verifyCommand(program, shell);
  typesCommand(program, shell);
  completionCommand(program, shell);
  return program;
}

/**
 * Carries out one command line. Never throws.
 * @param words after `tidings`.
 * @returns the exit code.
 */
export async function run(words: string[], around: Surroundings): Promise<number> {
  const shell = new Shell(around);
  try {
    await createProgram(shell).parseAsync(words, { from: 'user' });
    return EXIT.done;
  } catch (error) {
    // Commander has printed what it has to say, help included.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    if (around.signal.aborted) return INTERRUPTED;
    const failure = error instanceof Failure ? error : new Failure(EXIT.failed, messageOf(error));
    const { exitCode, message, problem } = failure;
    if (words.includes('--json'))
      shell.print.note(JSON.stringify({ error: { exit_code: exitCode, message, problem } }));
    else shell.print.note(shell.print.style('red', message));
    return exitCode;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
