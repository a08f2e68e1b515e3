import type { Config, Logger, Sql } from '@tidings/kernel';
import { Catalog, setCatalog } from '../catalog.ts';
import { eventType } from '../schema.ts';
import { type CheckedType, checkEventType } from './check-event-type.ts';
import { type OverlayRow, readChanges } from './overlay.ts';
import { type FiledType, printFolder, readFolder, SHIPPED } from './read-folder.ts';

type Overlaid = { type: CheckedType | null; revision: number };

/**
 * The catalog of this process while it changes: the folder's types, and above them what the API wrote. Each change makes
 * a new {@link Catalog}, so that whoever works with one is not disturbed.
 */
export class LiveCatalog {
  /** See the constructor. */
  readonly firstPrint: string;
  readonly #config: Config;
  #files: ReadonlyMap<string, FiledType>;
  readonly #overlay = new Map<string, Overlaid>();
  #revision = 0;

  /** @param firstPrint of the folder, from before its files were read: what changes while they are is not missed. */
  constructor(config: Config, files: ReadonlyMap<string, FiledType>, firstPrint: string) {
    this.#config = config;
    this.firstPrint = firstPrint;
    this.#files = files;
    this.#publish();
  }

  get files(): ReadonlyMap<string, FiledType> {
    return this.#files;
  }

  /** Types of these files that count: those above which the API has written nothing. */
  effectiveOf(files: ReadonlyMap<string, FiledType>): FiledType[] {
    return [...files.values()].filter(({ type }) => !this.#overlay.has(type.name));
  }

  useFiles(files: ReadonlyMap<string, FiledType>): void {
    this.#files = files;
    this.#publish();
  }

  /**
   * Takes over what any process has written since. A type that this release cannot read leaves the one before in place.
   * @returns how many types changed.
   */
  async takeChanges(sql: Sql, log: Logger): Promise<number> {
    const rows = await readChanges(sql, this.#revision);
    let taken = 0;
    for (const row of rows) {
      const type = await this.#read(row, log);
      // Another call may have been faster while this one compiled.
      if (type !== undefined && (this.#overlay.get(row.name)?.revision ?? 0) < row.revision) {
        this.#overlay.set(row.name, { type, revision: row.revision });
        taken += 1;
      }
      this.#revision = Math.max(this.#revision, row.revision);
    }
    if (taken > 0) this.#publish();
    return taken;
  }

  async #read({ name, definition }: OverlayRow, log: Logger): Promise<CheckedType | null | undefined> {
    if (definition === null) return null;
    try {
      return await checkEventType(eventType.parse(JSON.parse(definition)));
    } catch (error) {
      log.error({ err: error, type: name }, 'An event type in the database cannot be used by this release');
      return undefined;
    }
  }

  #publish(): void {
    const overlaid = [...this.#overlay.values()].flatMap(({ type }) => type ?? []);
    const filed = this.effectiveOf(this.#files).map(({ type }) => type);
    setCatalog(this.#config, new Catalog([...filed, ...overlaid]));
  }
}

const lives = new WeakMap<Config, LiveCatalog>();

/**
 * Reads the folder that the configuration names, once, when the process starts; what the API wrote comes with
 * `followCatalog`.
 * @throws {Error} naming the file, the place in it and the fault.
 */
export async function loadCatalog(config: Config): Promise<void> {
  const print = await printFolder(config.CATALOG_DIR ?? SHIPPED);
  lives.set(config, new LiveCatalog(config, await readFolder(config.CATALOG_DIR), print));
}

export function liveCatalogOf({ config }: { config: Config }): LiveCatalog {
  const live = lives.get(config);
  if (!live)
    throw new Error('The catalog is loaded when the process starts, before it is followed or changed.');
  return live;
}
