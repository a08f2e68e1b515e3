import { Command, CommanderError } from 'commander';
import { ZodError } from 'zod';
import { completionCommand } from './commands/completion.ts';
import { eventsCommand } from './commands/events.ts';
import { listenCommand } from './commands/listen.ts';
import { loginCommand } from './commands/login.ts';
import { logoutCommand } from './commands/logout.ts';
import { triggerCommand } from './commands/trigger.ts';
import { typesCommand } from './commands/types.ts';
import { verifyCommand } from './commands/verify.ts';
import { webhooksCommand } from './commands/webhooks.ts';
import { whoamiCommand } from './commands/whoami.ts';
import { OPERATORS } from './completion.ts';
import { EXIT, Failure } from './failure.ts';
import { Shell } from './shell.ts';
import type { Surroundings } from './surroundings.ts';
import { VERSION } from './version.ts';

const AFTER_HELP = `
Environment:
  TIDINGS_API_KEY         the key, instead of the one that "tidings login" kept
  TIDINGS_SERVICE_KEY     a service key, for the installation of TIDINGS_URL, where there is no TIDINGS_API_KEY
  TIDINGS_URL             where Tidings is
  TIDINGS_ACCOUNT         the account that a service key acts for
  TIDINGS_WEBHOOK_SECRET  what "verify" checks with; "--forward" of "events" signs with it, else with the secret of "listen"

Exit codes:
  0  done                      4  there is no such thing
  1  something unforeseen      5  Tidings does not take what was given
  2  wrong usage               6  Tidings was not reached, or asks to come again later
  3  no key, or it may not     7  carried out, and the outcome is bad: a signature, test or check
130  ended with Ctrl-C, but for "listen", which ends well with it

Examples:
  $ tidings login --url https://hooks.example.com
  $ tidings listen --forward http://localhost:3000/hooks
  $ tidings trigger email.opened`;

/** All commands, in the order in which they are needed. */
export function createProgram(shell: Shell, { isJson }: { isJson: boolean }): Command {
  const { stdout, stderr, operatorsHelp } = shell.around;
  const operators = operatorsHelp && `\n\nWhat runs Tidings itself:\n\n${operatorsHelp.trimEnd()}`;
  const program = new Command('tidings')
    .description('Receive, publish and look at events of Tidings from a terminal.')
    .version(VERSION, '--version', 'print the version')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      // With --json a failure is one value in a line, and this is not.
      writeErr: (text) => isJson || stderr.write(text),
    })
    .showHelpAfterError('(--help says more)')
    .addHelpText('after', AFTER_HELP + operators);
  loginCommand(program, shell);
  logoutCommand(program, shell);
  whoamiCommand(program, shell);
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
 * @param words after `tidings`; without any it says what there is.
 * @returns the exit code.
 */
export async function run(words: string[], around: Surroundings): Promise<number> {
  const shell = new Shell(around);
  const isJson = words.includes('--json');
  try {
    const [first = ''] = words;
    if (around.operatorsHelp === '' && OPERATORS.includes(first))
      throw new Failure(EXIT.usage, `"tidings ${first}" runs Tidings itself, which is not installed here.`);
    // Wherever it stands: it is an option of each command, and many put it before.
    const line = words[0] === '--json' ? [...words.slice(1), '--json'] : words;
    await createProgram(shell, { isJson }).parseAsync(words.length === 0 ? ['--help'] : line, {
      from: 'user',
    });
    return EXIT.done;
  } catch (error) {
    const isOfCommander = error instanceof CommanderError;
    if (isOfCommander && error.exitCode === 0) return EXIT.done; // help
    if (around.signal.aborted) return EXIT.interrupted;
    const { exitCode, message, problem } = failureOf(error);
    if (isJson) shell.print.note(JSON.stringify({ error: { exit_code: exitCode, message, problem } }));
    // Commander has printed what it has to say, help included.
    else if (!isOfCommander) shell.print.note(shell.print.style('red', message));
    return exitCode;
  }
}

function failureOf(error: unknown): Failure {
  if (error instanceof Failure) return error;
  // Another try would not mend it, nor would a look at what was missing.
  if (error instanceof ZodError)
    return new Failure(
      EXIT.failed,
      'Tidings gave an answer that this command cannot read. Is the command as new as the server?',
    );
  if (!(error instanceof Error)) return new Failure(EXIT.failed, String(error));
  if (!(error instanceof CommanderError)) return new Failure(EXIT.failed, `${error.name}: ${error.message}`);
  // A command that holds others was called by itself, and shows its help.
  const said = error.code === 'commander.help' ? 'Which command? --help lists them.' : error.message;
  return new Failure(EXIT.usage, said.replace(/^error: /, ''));
}
