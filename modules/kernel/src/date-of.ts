/** A moment that a filter names, for Postgres: ISO 8601 has years and time zones that it cannot read in a text. */
export function dateOf(text: string | undefined): Date | null {
  return text === undefined ? null : new Date(text);
}
