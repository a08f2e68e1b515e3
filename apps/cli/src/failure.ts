/** How a command ends; documented for scripts, so that a number never changes its meaning. */
export const EXIT = {
  done: 0,
  /** Something that nobody foresaw. */
  failed: 1,
  /** The command was not understood, or something is missing from it. */
  usage: 2,
  /** No key, a key that is not accepted, or one that may not do this. */
  refused: 3,
  /** There is no such thing in this account. */
  missing: 4,
  /** Tidings does not take what was given. */
  invalid: 5,
  /** Tidings was not reached, or asks to come again later. */
  unavailable: 6,
  /** It was carried out, and the outcome is bad: a signature is wrong, a test or a check failed. */
  notPassed: 7,
  /** Ctrl-C, as shells count it. */
  interrupted: 130,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What ends a command, in words for whoever typed it. */
export class Failure extends Error {
  readonly exitCode: ExitCode;
  /** What Tidings said of it (RFC 9457), for `--json`. */
  readonly problem: unknown;

  constructor(exitCode: ExitCode, message: string, problem?: unknown) {
    super(message);
    this.name = 'Failure';
    this.exitCode = exitCode;
    this.problem = problem;
  }
}
