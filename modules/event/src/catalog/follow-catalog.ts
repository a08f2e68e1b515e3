import { setTimeout as sleep } from 'node:timers/promises';
import type { Config, Database, Logger } from '@tidings/kernel';
import { catalogOf } from '../catalog.ts';
import { findBreaks, findLost } from './find-breaks.ts';
import { liveCatalogOf } from './live-catalog.ts';
import { lockCatalog } from './overlay.ts';
import { type FiledType, printFolder, readFolder, SHIPPED } from './read-folder.ts';
import { noteSeen, readSeen } from './seen-schemas.ts';

type Parts = { config: Config; database: Database; log: Logger };
type Options = {
  /** How often the folder and the database are looked at. */
  everyMs?: number;
  /** How long the folder has to stay as it is before it is read: files are written one after the other. */
  settleMs?: number;
};

const EVERY_MS = 1_000;
const SETTLE_MS = 200;

/**
 * Completes the catalog with what the API wrote, and keeps it current: a change by any process is seen within some
 * two seconds, and so is a change of the folder. Both are looked for by asking, which works on every file system and
 * over every connection pooler. A folder that is wrong, or breaks a version in use, changes nothing; the log says why.
 * @throws {Error} at the start, when the folder breaks a version in use: file, place and fault.
 * @returns what ends it.
 */
export async function followCatalog(
  parts: Parts,
  { everyMs = EVERY_MS, settleMs = SETTLE_MS }: Options = {},
): Promise<() => Promise<void>> {
  const folder = parts.config.CATALOG_DIR ?? SHIPPED;
  const live = liveCatalogOf(parts);
  let seenFolder = live.firstPrint;
  await takeOver(parts, live.files, { isStart: true });
  const ended = new AbortController();
  const look = async () => {
    await live.takeChanges(parts.database, parts.log);
    const now = await printFolder(folder);
    if (now === seenFolder) return;
    await sleep(settleMs);
    if ((await printFolder(folder)) !== now) return; // still being written
    seenFolder = now;
    await reload(parts, folder);
  };
  let isTold = false;
  const running = (async () => {
    while (!ended.signal.aborted) {
      await sleep(everyMs, undefined, { signal: ended.signal, ref: false }).catch(() => undefined);
      if (ended.signal.aborted) return;
      try {
        await look();
        isTold = false;
      } catch (error) {
        // While the database is away this fails every second; once is enough to know.
        if (!isTold) parts.log.warn({ err: error }, 'Cannot look for changes of the event catalog');
        isTold = true;
      }
    }
  })();
  return async () => {
    ended.abort();
    await running;
  };
}

async function reload(parts: Parts, folder: string): Promise<void> {
  try {
    const live = liveCatalogOf(parts);
    const files = await readFolder(folder, live.files);
    await takeOver(parts, files, { isStart: false });
    live.useFiles(files);
    parts.log.info({ folder, types: files.size }, 'Read the event catalog again');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    parts.log.error({ folder, reason }, `The event catalog stays as it was: ${reason}`);
  }
}

/** Compares files with the versions in use, and notes that they are now. @throws {Error} naming file, place and fault. */
async function takeOver(
  { config, database, log }: Parts,
  files: ReadonlyMap<string, FiledType>,
  { isStart }: { isStart: boolean },
): Promise<void> {
  const live = liveCatalogOf({ config });
  await database.transaction(async (tx) => {
    await lockCatalog(tx);
    await live.takeChanges(tx, log);
    const seen = await readSeen(tx);
    const types = live.effectiveOf(files);
    for (const { file, type } of types) {
      const lost = isStart ? [] : findLost(type, catalogOf({ config }).get(type.name));
      // An older release that is started again brings the schemas of its day, and must start.
      const [fault, ...more] = [...lost, ...findBreaks(type, seen, { mayGoBack: isStart })];
      if (!fault) continue;
      const others = more.length > 0 ? ` (and ${more.length} more)` : '';
      throw new Error(`${file}: ${fault.path}: ${fault.message}${others}`);
    }
    await noteSeen(
      tx,
      seen,
      types.map(({ type }) => type),
    );
  });
}
