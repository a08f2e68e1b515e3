import { DomainError, type Issue, pointer } from '@tidings/kernel';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { findProto } from '../fault-of-data.ts';
import type { EventType } from '../schema.ts';
import { compileConversion, type Conversion } from './convert.ts';
import { issuesOf } from './issue-of.ts';

type Version = EventType['versions'][number];
/** A version that can be used: its schema compiled, and its conversion from the next newer one, if there is one. */
export type CheckedVersion = Version & {
  /** Its place in the type as it was given. */
  index: number;
  validate: ValidateFunction;
  convert: Conversion | undefined;
};
/** An event type that was found to be right, its versions newest first. */
export type CheckedType = Omit<EventType, 'versions'> & { versions: CheckedVersion[] };

/** Deeper schemas and examples serve nobody, and exhaust the stack of whoever walks them. */
const DEPTH_LIMIT = 100;

/**
 * Compiles an event type: every schema is one, every example satisfies its own, and every conversion turns the next newer
 * example into data that satisfies the older schema.
 * @throws {DomainError} `invalid`, with a JSON pointer into the type for each fault.
 */
export async function checkEventType(type: EventType): Promise<CheckedType> {
  const issues: Issue[] = [];
  const given = type.versions.map((version, index) => ({ version, index, at: `/versions/${index}` }));
  const ordered = given.toSorted((a, b) => b.version.version.localeCompare(a.version.version));
  const versions: CheckedVersion[] = [];
  for (const [place, { version, index, at }] of ordered.entries()) {
    const newer = ordered[place - 1]?.version;
    if (newer?.version === version.version) {
      issues.push({ path: `${at}/version`, message: `Version ${version.version} is given twice.` });
      continue;
    }
    const validate = compileSchema(version, at, issues);
    const convert = compileFromNewer(version, newer, { at, issues });
    if (!validate) continue;
    if (newer && convert)
      issues.push(...(await faultsOfConversion({ convert, validate, newer, version, at })));
    versions.push({ ...version, index, validate, convert });
  }
  if (issues.length > 0) throw faulty(issues);
  return { ...type, versions };
}

/** The type as its operator wrote it, with versions newest first. */
export function definitionOf({ versions, ...rest }: CheckedType): EventType {
  return {
    ...rest,
    versions: versions.map(({ index: _, validate: __, convert: ___, ...version }) => version),
  };
}

function faulty(issues: Issue[]): DomainError {
  const [first] = issues;
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
  return new DomainError('invalid', `${first?.path}: ${first?.message}${more}`, issues);
}

const ajv = new Ajv2020({ allErrors: true, strict: false, logger: false, validateSchema: false });
addFormats.default(ajv);

function compileSchema(version: Version, at: string, issues: Issue[]): ValidateFunction | undefined {
  const path = `${at}/schema`;
  if (isTooDeep(version.schema) || isTooDeep(version.example)) {
    issues.push({ path: at, message: `Schemas and examples may be nested ${DEPTH_LIMIT} levels deep.` });
    return undefined;
  }
  const unusable = faultsOfProto(version, at);
  if (unusable.length > 0) {
    issues.push(...unusable);
    return undefined;
  }
  if (ajv.validateSchema({ ...version.schema, $schema: DIALECT }) !== true) {
    issues.push(...issuesOf(ajv.errors, path));
    return undefined;
  }
  if ('$async' in version.schema) {
    issues.push({ path: `${path}/$async`, message: 'Schemas are checked at once; leave this out.' });
    return undefined;
  }
  try {
    const validate = ajv.compile(version.schema);
    if (!validate(version.example)) issues.push(...issuesOf(validate.errors, `${at}/example`));
    return validate;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    issues.push({ path, message: `Not a JSON Schema: ${reason}.` });
    return undefined;
  } finally {
    // What is compiled stays usable. Kept, it would take memory with every change, and its `$id` from the next one.
    ajv.removeSchema(version.schema);
  }
}

/** A field of that name could never be published. */
function faultsOfProto(version: Version, at: string): Issue[] {
  return (['schema', 'example'] as const).flatMap((part) => {
    const fault = findProto(version[part]);
    return fault ? [{ path: `${at}/${part}${pointer(fault.at)}`, message: fault.message }] : [];
  });
}

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

function compileFromNewer(
  version: Version,
  newer: Version | undefined,
  { at, issues }: { at: string; issues: Issue[] },
): Conversion | undefined {
  const path = `${at}/from_newer`;
  if (newer === undefined) {
    if (version.from_newer !== undefined)
      issues.push({ path, message: 'This is the newest version: there is none to be made from.' });
    return undefined;
  }
  if (version.from_newer === undefined) {
    const message = `Give the JSONata that makes ${version.version} from ${newer.version}.`;
    issues.push({ path, message });
    return undefined;
  }
  try {
    return compileConversion(version.from_newer);
  } catch (error) {
    issues.push({ path, message: error instanceof Error ? error.message : String(error) });
    return undefined;
  }
}

async function faultsOfConversion(of: {
  convert: Conversion;
  validate: ValidateFunction;
  newer: Version;
  version: Version;
  at: string;
}): Promise<Issue[]> {
  const path = `${of.at}/from_newer`;
  const what = `The example of ${of.newer.version}`;
  try {
    if (of.validate(await of.convert(of.newer.example))) return [];
    return issuesOf(of.validate.errors, '/data').map((issue) => ({
      path,
      message: `${what} becomes data that does not satisfy ${of.version.version}: ${issue.path}: ${issue.message}`,
    }));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [{ path, message: `${what} cannot be turned into ${of.version.version}: ${reason}` }];
  }
}

function isTooDeep(value: unknown, levels = DEPTH_LIMIT): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((each) => isTooDeep(each, levels - 1));
}
