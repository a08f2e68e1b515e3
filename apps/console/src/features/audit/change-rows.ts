import type { AuditEntry } from './audit-entry.ts';

/** One field of a change: its path, and what stood there; undefined where there was nothing. */
export interface ChangeRow {
  path: string;
  before: string | undefined;
  after: string | undefined;
}

type State = AuditEntry['before'];

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Text without its quotation marks, all else as JSON. */
function textOf(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  return value === '' ? '""' : value;
}

/** The leaves of a state by their path: `retry.max_retries`. A list is one value. */
function* leavesOf(state: Record<string, unknown>, head = ''): Generator<[string, string]> {
  for (const [name, value] of Object.entries(state)) {
    const path = head + name;
    if (isRecord(value) && Object.keys(value).length > 0) yield* leavesOf(value, `${path}.`);
    else yield [path, textOf(value)];
  }
}

/** What differs between two states, field by field, in the order in which they were recorded. */
export function changeRows(before: State, after: State): ChangeRow[] {
  const was = new Map(before ? leavesOf(before) : []);
  const is = new Map(after ? leavesOf(after) : []);
  const paths = [...new Set([...was.keys(), ...is.keys()])];
  return paths
    .map((path) => ({ path, before: was.get(path), after: is.get(path) }))
    .filter((row) => before === null || after === null || row.before !== row.after);
}

/** What stands in the place of a secret. */
export function isHidden(value: string): boolean {
  return value === '[redacted]' || value === '[redacted, changed]';
}
