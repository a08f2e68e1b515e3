/** Quotes for a POSIX shell: nothing inside is expanded. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
