/** What an error says; JSONata throws objects that are no errors. */
export function reasonOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('message' in error)) return String(error);
  const position = 'position' in error ? ` (character ${String(error.position)})` : '';
  return `${String(error.message)}${position}`;
}
