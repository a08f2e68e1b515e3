import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Config, DomainError, type Issue, pointer } from '@tidings/kernel';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { type EventType, eventType } from './schema.ts';

/** What a publisher may publish, read from a folder of JSON files, one event type a file. */
export class Catalog {
  readonly #types = new Map<string, EventType>();
  readonly #validators = new Map<string, ValidateFunction>();

  /** @throws {Error} when a name or version comes twice, a schema does not compile or refuses its example. */
  constructor(types: EventType[]) {
    const ajv = new Ajv2020({ allErrors: true, strict: false });
    addFormats.default(ajv);
    for (const type of types) {
      if (this.#types.has(type.name))
        throw new Error(`${type.name}: there are two event types of this name.`);
      this.#types.set(type.name, type);
      for (const version of type.versions) {
        const name = `${type.name}@${version.version}`;
        if (this.#validators.has(name))
          throw new Error(`${type.name}: version ${version.version} is given twice.`);
        this.#validators.set(name, compile(ajv, version, `${type.name} ${version.version}`));
      }
    }
  }

  list(): EventType[] {
    return [...this.#types.values()];
  }

  get(name: string): EventType | undefined {
    return this.#types.get(name);
  }

  /** The newest version of any type: what a new webhook is pinned to. */
  newestVersion(): string {
    return (
      this.list()
        .flatMap((type) => type.versions.map((version) => version.version))
        .toSorted()
        .at(-1) ?? '1970-01-01'
    );
  }

  /**
   * Checks `data` against its type and answers the version it was checked against (the newest if none is named).
   * @throws {DomainError} `invalid`, with a JSON pointer for each fault.
   */
  validate(input: { type: string; apiVersion: string | undefined; data: Record<string, unknown> }): string {
    const type = this.#types.get(input.type);
    if (!type) {
      const message = `There is no event type "${input.type}" in the catalog.`;
      throw new DomainError('invalid', message, [{ path: '/type', message }]);
    }
    const version =
      input.apiVersion ??
      type.versions
        .map((each) => each.version)
        .toSorted()
        .at(-1);
    const validate = this.#validators.get(`${type.name}@${version}`);
    if (!version || !validate) {
      const known = type.versions.map((each) => each.version).join(', ');
      const message = `${type.name} has no version ${version}; it has ${known}.`;
      throw new DomainError('invalid', message, [{ path: '/api_version', message }]);
    }
    if (!validate(input.data)) {
      const issues = (validate.errors ?? []).slice(0, ISSUES_SHOWN).map(issueOf);
      throw new DomainError(
        'invalid',
        `The data does not satisfy the schema of ${type.name} ${version}.`,
        issues,
      );
    }
    return version;
  }
}

function compile(ajv: Ajv2020, version: EventType['versions'][number], name: string): ValidateFunction {
  let validate: ValidateFunction;
  try {
    validate = ajv.compile(version.schema);
  } catch (error) {
    throw new Error(`${name}: not a JSON Schema: ${String(error)}`, { cause: error });
  }
  if (validate(version.example)) return validate;
  throw new Error(`${name}: the example does not satisfy the schema: ${ajv.errorsText(validate.errors)}`);
}

/** A payload of 256 KiB can have tens of thousands of faults; nobody reads beyond these. */
const ISSUES_SHOWN = 100;

function issueOf(error: ErrorObject): Issue {
  const path = `/data${error.instancePath}`;
  const { missingProperty, additionalProperty, allowedValues } = error.params as Record<string, unknown>;
  if (typeof missingProperty === 'string') {
    return { path: `${path}${pointer([missingProperty])}`, message: 'This field is required.' };
  }
  if (typeof additionalProperty === 'string') {
    return { path: `${path}${pointer([additionalProperty])}`, message: 'There is no such field.' };
  }
  const allowed = Array.isArray(allowedValues) ? `: ${allowedValues.join(', ')}` : '';
  return { path, message: `${error.message ?? 'Not valid'}${allowed}.` };
}

const SHIPPED = join(import.meta.dirname, '..', 'catalog');

/**
 * Reads every `*.json` of the folder.
 * @throws {Error} naming the file, the place in it and the fault.
 */
export async function readCatalog(folder: string = SHIPPED): Promise<Catalog> {
  const names = await readdir(folder).catch(() => {
    throw new Error(`CATALOG_DIR: the folder ${folder} cannot be read.`);
  });
  const types: EventType[] = [];
  for (const name of names.filter((each) => each.endsWith('.json')).toSorted()) {
    types.push(await readEventType(join(folder, name)));
  }
  if (types.length === 0) throw new Error(`CATALOG_DIR: there is no event type (*.json) in ${folder}.`);
  return new Catalog(types);
}

async function readEventType(path: string): Promise<EventType> {
  let json: unknown;
  try {
    json = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new Error(`${path}: not readable as JSON: ${String(error)}`, { cause: error });
  }
  const parsed = eventType.safeParse(json);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(
    (issue) => `${issue.path.join('.') || 'the file'}: ${issue.message}`,
  );
  throw new Error(`${path}: ${faults.join('; ')}`);
}

const catalogs = new WeakMap<Config, Catalog>();

/** Reads the catalog that the configuration names; once, when the process starts. */
export async function loadCatalog(config: Config): Promise<Catalog> {
  const catalog = await readCatalog(config.CATALOG_DIR);
  catalogs.set(config, catalog);
  return catalog;
}

/** The catalog of this process. */
export function catalogOf(ctx: { config: Config }): Catalog {
  const catalog = catalogs.get(ctx.config);
  if (!catalog) throw new Error('The catalog is loaded when the process starts, before the first request.');
  return catalog;
}
