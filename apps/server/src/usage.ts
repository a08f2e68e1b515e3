import { readFileSync } from 'node:fs';

/** A file, since the developers' command line shows it as well. */
const USAGE = new URL('../bin/usage.txt', import.meta.url);

/** As the developers' command line ends with when a command is not understood; 1 is everything else. */
export const USAGE_STATUS = 2;

/** A command that is not understood, in words for whoever typed it. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** What there is to be said to who asks for help, wherever in the line, or for nothing at all; undefined for who does not. */
export function helpFor(words: readonly string[]): string | undefined {
  const [command] = words;
  return command === undefined ||
    command === 'help' ||
    words.some((word) => word === '--help' || word === '-h')
    ? readFileSync(USAGE, 'utf8')
    : undefined;
}
