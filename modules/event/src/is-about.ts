import { invalid } from '@tidings/kernel';

/** The person whose data is to be erased: by e-mail address, or by the id of the object that events are about. */
export type Subject = { email: string } | { subject_id: string };

/** @throws {DomainError} `invalid` when neither is given. */
export function subjectOf(input: { email?: string | undefined; subject_id?: string | undefined }): Subject {
  if (input.email !== undefined) return { email: input.email };
  if (input.subject_id !== undefined) return { subject_id: input.subject_id };
  throw invalid('', 'Give either email or subject_id.');
}

type Envelope = { data: Record<string, unknown> };

/**
 * Whether an event is about a person: its data holds the address as a whole value (or name) at any depth, in upper
 * or lower case, or its `data.object.id` is the id. An address inside a longer text does not count: it may be part
 * of somebody else's, and what is erased cannot be brought back.
 */
export function isAbout(event: Envelope, subject: Subject): boolean {
  if ('email' in subject) return holds(event.data, subject.email.toLowerCase());
  const { object } = event.data;
  if (typeof object !== 'object' || object === null || !('id' in object)) return false;
  return (
    object.id === subject.subject_id ||
    (typeof object.id === 'number' && String(object.id) === subject.subject_id)
  );
}

function holds(value: unknown, address: string): boolean {
  if (typeof value === 'string') return value.toLowerCase() === address;
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([name, each]) => name.toLowerCase() === address || holds(each, address));
}

/**
 * A text that stands in the body of every event about this person once both are in lower case, so that Postgres
 * can pass over nearly all others. ASCII only: what is lower case beyond it depends on the server's locale.
 */
export function needleOf(subject: Subject): string {
  const inJson = JSON.stringify('email' in subject ? subject.email : subject.subject_id).slice(1, -1);
  const runs = inJson.match(/[\x20-\x7e]+/g) ?? [];
  return runs.reduce((longest, run) => (run.length > longest.length ? run : longest), '').toLowerCase();
}
