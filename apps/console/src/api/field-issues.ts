import { issuesOf } from './failure.ts';

/** The fields of a form, by the names that the API has for them too; or the field that a JSON pointer leads to. */
export type Places<Field extends string> = readonly Field[] | ((pointer: string) => Field | null);

/**
 * What the server found wrong with the fields of a form; null when that is not, or not all of, why it refused, and the
 * refusal has to be told beside the form.
 */
export function fieldIssues<Field extends string>(
  error: unknown,
  places: Places<Field>,
): Partial<Record<Field, string>> | null {
  const issues = issuesOf(error);
  if (issues.length === 0) return null;
  const found: Partial<Record<Field, string>> = {};
  for (const { path, message } of issues) {
    const field = placeOf(path, places);
    if (field === null) return null;
    found[field] ??= message;
  }
  return found;
}

function placeOf<Field extends string>(pointer: string, places: Places<Field>): Field | null {
  if (typeof places === 'function') return places(pointer);
  return places.find((field) => field === memberOf(pointer)) ?? null;
}

/** The member of what was sent in which a JSON pointer (RFC 6901) lies. */
export function memberOf(pointer: string): string | undefined {
  return pointer.replace(/^\//, '').split('/')[0];
}
