import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError, pointer } from '@tidings/kernel';
import { type EventType, eventTypeFile } from '../schema.ts';
import { type CheckedType, checkEventType } from './check-event-type.ts';

/** The folder of event types that Tidings is shipped with. */
export const SHIPPED = join(import.meta.dirname, '..', '..', 'catalog');

/** An event type and the file that it was read from. */
export type FiledType = { file: string; text: string; type: CheckedType };

/**
 * Reads every `*.json` of the folder. A file whose text is that of `known` is not compiled again.
 * @param known what was read before, by file.
 * @throws {Error} naming the file, the place in it (a JSON pointer) and the fault.
 */
export async function readFolder(
  folder: string = SHIPPED,
  known: ReadonlyMap<string, FiledType> = new Map(),
): Promise<Map<string, FiledType>> {
  const names = await readdir(folder).catch(() => {
    throw new Error(`CATALOG_DIR: the folder ${folder} cannot be read.`);
  });
  const read = new Map<string, FiledType>();
  const files = new Map<string, string>();
  for (const name of names.filter((each) => each.endsWith('.json')).toSorted()) {
    const file = join(folder, name);
    const filed = await readEventType(file, known.get(file));
    const other = files.get(filed.type.name);
    if (other !== undefined) {
      throw new Error(`${file}: /name: ${filed.type.name} is in ${other} already; one would hide the other.`);
    }
    files.set(filed.type.name, file);
    read.set(file, filed);
  }
  if (read.size === 0) throw new Error(`CATALOG_DIR: there is no event type (*.json) in ${folder}.`);
  return read;
}

/** A text that changes whenever a file of the folder is added, removed or written. */
export async function printFolder(folder: string): Promise<string> {
  const names = await readdir(folder).catch((): string[] => []);
  const files = names.filter((name) => name.endsWith('.json')).toSorted();
  const prints = await Promise.all(
    files.map(async (name) => {
      const found = await stat(join(folder, name)).catch(() => undefined);
      return `${name} ${found?.mtimeMs} ${found?.size} ${found?.ino}`;
    }),
  );
  return prints.join('\n');
}

async function readEventType(file: string, known: FiledType | undefined): Promise<FiledType> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new Error(`${file}: cannot be read: ${String(error)}`, { cause: error });
  });
  if (text === known?.text) return known;
  const definition = parse(file, text);
  try {
    return { file, text, type: await checkEventType(definition) };
  } catch (error) {
    throw error instanceof DomainError ? new Error(`${file}: ${faultsOf(error)}`, { cause: error }) : error;
  }
}

function parse(file: string, text: string): EventType {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Error(`${file}: not readable as JSON: ${String(error)}`, { cause: error });
  }
  const parsed = eventTypeFile.safeParse(json);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(
      (issue) => `${pointer(issue.path) || 'the file'}: ${issue.message}`,
    );
    throw new Error(`${file}: ${faults.join('; ')}`);
  }
  const { $schema: _, ...type } = parsed.data;
  return type;
}

/** Enough to go on with: a file has one fault or very many. */
const FAULTS_TOLD = 3;

function faultsOf({ issues = [] }: DomainError): string {
  const told = issues.slice(0, FAULTS_TOLD).map((issue) => `${issue.path}: ${issue.message}`);
  const more = issues.length > FAULTS_TOLD ? [`and ${issues.length - FAULTS_TOLD} more`] : [];
  return [...told, ...more].join('; ');
}
