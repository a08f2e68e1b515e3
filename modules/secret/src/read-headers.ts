/**
 * Reads headers as they are pasted: one in a line, `Name: value`, also with what curl puts around them (`-H '…'`,
 * `> …`). Lines that are no headers are skipped.
 */
export function readHeaders(text: string): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const line of text.split(/\r?\n/)) {
    const bare = line
      .trim()
      .replace(/\s*\\$/, '')
      .replace(/^(?:-H|--header)\s*(["'])(.*)\1$/, '$2')
      .replace(/^(?:-H|--header|[<>])\s*/, '');
    const [, name, value] = /^"?([!#$%&'*+.^_`|~0-9A-Za-z-]+)"?\s*:\s*(.*)$/.exec(bare) ?? [];
    // As in JSON: quotation marks and a comma.
    if (name !== undefined && value !== undefined)
      headers[name.toLowerCase()] = value.replace(/^"(.*)",?$/, '$1').trim();
  }
  return headers;
}
