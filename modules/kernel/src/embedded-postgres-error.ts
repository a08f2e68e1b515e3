/** A sentence for the person at the terminal: what is wrong and what to do about it. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
}

const USE_OWN = 'or set DATABASE_URL to a Postgres 15 or newer that you run yourself';

/** What Postgres and initdb print, matched to the sentence that helps. First match wins. */
const CAUSES: Array<[pattern: RegExp, sentence: string]> = [
  [
    /No space left on device|disk quota exceeded/i,
    'The disk is full. Free some space (a new database needs about 50 MB)',
  ],
  [
    /Address already in use/i,
    'The port chosen for the embedded Postgres was taken by another program at that moment. Start again',
  ],
  [
    /database files are incompatible|not compatible with this version/i,
    'The database files were made by another version of Postgres. Dump them with that version and restore them here',
  ],
  [
    /could not look up effective user ID/i,
    'The user that you run as has no entry in /etc/passwd, which initdb needs. Run as a named user',
  ],
  [
    /invalid locale|locale .*(not exist|not supported|unrecognized)/i,
    'Postgres does not accept the locale of this machine. Unset LC_ALL and LANG, or install the C.UTF-8 locale',
  ],
  [
    /error while loading shared libraries|version `GLIBC|Error relocating|symbol not found/i,
    'The Postgres that comes through npm does not run with the C library of this system (it needs glibc, so Alpine and very old Linux versions are out). Use another system',
  ],
  [
    /could not (map anonymous|create) shared memory|Cannot allocate memory/i,
    'There is not enough memory for Postgres (it asks for about 300 MB). Give it more',
  ],
  [
    /lock file .* already exists|pre-existing shared memory block/i,
    'Another Postgres server still runs on this data folder. Wait for it to end, or stop it',
  ],
  [
    /Read-only file system|Permission denied|has wrong ownership|invalid permissions/i,
    'Postgres may not read or write its data folder. Give the folder to the user that you run as',
  ],
];

/** Turns the last lines of the Postgres log into a clear error; `doing` completes "could not …". */
export function explainPostgresFailure(doing: string, output: string): EmbeddedPostgresError {
  const cause = CAUSES.find(([pattern]) => pattern.test(output))?.[1];
  const tail = output.trim().split('\n').slice(-8).join('\n  ');
  const advice = cause ? `${cause}, ${USE_OWN}.` : `Read the lines below, ${USE_OWN}.`;
  return new EmbeddedPostgresError(
    `The embedded Postgres could not ${doing}. ${advice}${tail ? `\n  ${tail}` : ''}`,
  );
}

/** Failures of the file system while folders are made or handed to the database user. */
export function explainFolderFailure(folder: string, error: unknown): EmbeddedPostgresError {
  const code = (error as NodeJS.ErrnoException).code ?? String(error);
  const reason =
    code === 'ENOSPC'
      ? 'the disk is full. Free some space'
      : code === 'EACCES' || code === 'EPERM' || code === 'EROFS'
        ? 'it is not writable. Make it writable or set DATA_DIR to another folder'
        : `of ${code}. Set DATA_DIR to another folder`;
  return new EmbeddedPostgresError(
    `The embedded Postgres cannot use the folder ${folder}: ${reason}, ${USE_OWN}.`,
  );
}
