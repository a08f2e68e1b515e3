import { type Config, DomainError, type Issue } from '@tidings/kernel';
import { type CheckedType, checkEventType, definitionOf } from './catalog/check-event-type.ts';
import { ConversionFault, type Conversion } from './catalog/convert.ts';
import { issuesOf } from './catalog/issue-of.ts';
import { readFolder } from './catalog/read-folder.ts';
import type { EventType } from './schema.ts';

type Step = { version: string; convert: Conversion };

/** What may be published: event types that were found to be right. Never changes; another catalog takes its place. */
export class Catalog {
  readonly #types: ReadonlyMap<string, CheckedType>;
  readonly #definitions: ReadonlyMap<string, EventType>;

  /** @param types each with a name of its own. */
  constructor(types: Iterable<CheckedType>) {
    const sorted = [...types].toSorted((a, b) => (a.name < b.name ? -1 : 1));
    this.#types = new Map(sorted.map((type) => [type.name, type]));
    this.#definitions = new Map(sorted.map((type) => [type.name, definitionOf(type)]));
  }

  /** By name; the versions of each newest first. */
  list(): EventType[] {
    return [...this.#definitions.values()];
  }

  get(name: string): EventType | undefined {
    return this.#definitions.get(name);
  }

  /** Every dated version that any type has, newest first: what a webhook can be pinned to. */
  versions(): string[] {
    const all = this.list().flatMap((type) => type.versions.map((version) => version.version));
    return [...new Set(all)].toSorted().toReversed();
  }

  /** The newest version of any type: what a new webhook is pinned to. */
  newestVersion(): string {
    return this.versions()[0] ?? '1970-01-01';
  }

  /**
   * The version of a type that a webhook pinned to `pin` gets: the newest that is not newer than the pin, or the oldest
   * where all are. Undefined for a type that the catalog does not have.
   */
  versionFor(name: string, pin: string): string | undefined {
    const versions = this.#types.get(name)?.versions;
    return (versions?.find(({ version }) => version <= pin) ?? versions?.at(-1))?.version;
  }

  /**
   * The conversions that lead from one version of a type down to another, each with the version that it makes; none
   * where there is no way down.
   */
  stepsBetween({ type: name, from, to }: { type: string; from: string; to: string }): Step[] {
    const versions = this.#types.get(name)?.versions ?? [];
    const isKnown = versions.some(({ version }) => version === from);
    const between = isKnown ? versions.filter(({ version }) => version < from && version >= to) : [];
    return between.map(({ version, convert }) => ({
      version,
      convert: async (data, signal) => {
        // Every version but the newest has one, and the newest is never below `from`.
        if (!convert) throw new ConversionFault(`${name} ${version}: cannot be made from a newer version.`);
        return convert(data, signal).catch((error: unknown) => {
          if (!(error instanceof ConversionFault)) throw error;
          const { isUntried } = error;
          throw new ConversionFault(`${name} ${version}: ${error.message}`, { cause: error, isUntried });
        });
      },
    }));
  }

  /**
   * Checks `data` against its type: the version given, or the newest.
   * @returns the version, and what does not satisfy it where the type only warns.
   * @throws {DomainError} `invalid`, with a JSON pointer for each fault.
   */
  validate(input: { type: string; apiVersion: string | undefined; data: Record<string, unknown> }): {
    version: string;
    warnings: Issue[];
  } {
    const type = this.#types.get(input.type);
    if (!type) {
      const message = `There is no event type "${input.type}" in the catalog.`;
      throw new DomainError('invalid', message, [{ path: '/type', message }]);
    }
    const { apiVersion } = input;
    const version =
      apiVersion === undefined ? type.versions[0] : type.versions.find((each) => each.version === apiVersion);
    if (!version) {
      const known = type.versions.map((each) => each.version).join(', ');
      const message = `${type.name} has no version ${apiVersion}; it has ${known}.`;
      throw new DomainError('invalid', message, [{ path: '/api_version', message }]);
    }
    if (version.validate(input.data)) return { version: version.version, warnings: [] };
    const issues = issuesOf(version.validate.errors, '/data');
    if (type.validation === 'warn') return { version: version.version, warnings: issues };
    const message = `The data does not satisfy the schema of ${type.name} ${version.version}.`;
    throw new DomainError('invalid', message, issues);
  }
}

/** @throws {DomainError} `invalid` for the first type that is not right. */
export async function catalogFrom(types: EventType[]): Promise<Catalog> {
  return new Catalog(await Promise.all(types.map(checkEventType)));
}

/**
 * Reads every `*.json` of the folder, or of the one that is shipped.
 * @throws {Error} naming the file, the place in it and the fault.
 */
export async function readCatalog(folder?: string): Promise<Catalog> {
  const read = await readFolder(folder);
  return new Catalog([...read.values()].map(({ type }) => type));
}

const catalogs = new WeakMap<Config, Catalog>();

/** Puts a catalog in the place of the one that this process had. */
export function setCatalog(config: Config, catalog: Catalog): void {
  catalogs.set(config, catalog);
}

/** The catalog of this process, as it is now. */
export function catalogOf(ctx: { config: Config }): Catalog {
  const catalog = catalogs.get(ctx.config);
  if (!catalog) throw new Error('The catalog is loaded when the process starts, before the first request.');
  return catalog;
}
