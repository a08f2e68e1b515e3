/** Whoever read what a command prints has gone, as `head` does when it has its lines. */
export class ReaderGone extends Error {}

/** What a shell says of a program that was ended by SIGPIPE, which Node ignores. */
export const READER_GONE_STATUS = 141;

let isGone = false;

/** To be called once. Unheard, the first thing that is printed to nobody would end the process with a stack. */
export function outliveReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    isGone = true;
  });
}

/**
 * Prints what a command found.
 * @throws {ReaderGone} once nobody reads it any more: there is no use in finding more.
 */
export function print(text: string): void {
  if (isGone) throw new ReaderGone('Nobody reads this any more.');
  process.stdout.write(text);
}
