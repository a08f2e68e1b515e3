/**
 * Reads headers as they are pasted: one in a line, `Name: value`, also with what curl puts around them (`-H '…'`,
 * `> …`) and as JSON. Lines that are no headers are skipped. Takes no longer than in proportion to the text, whatever
 * it is.
 */
export function readHeaders(text: string): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const line of text.split('\n')) {
    const bare = bareOf(line);
    const colon = bare.indexOf(':');
    const name = unquoted(bare.slice(0, Math.max(colon, 0)).trimEnd());
    if (/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name))
      headers[name.toLowerCase()] = valueOf(bare.slice(colon + 1).trim());
  }
  return headers;
}

/** Without what curl puts before it, quotation marks around it, and the mark that the command goes on below. */
function bareOf(line: string): string {
  const trimmed = line.trim();
  const given = trimmed.endsWith('\\') ? trimmed.slice(0, -1).trimEnd() : trimmed;
  if (given.startsWith('>') || given.startsWith('<')) return given.slice(1).trim();
  const option = ['--header', '-H'].find((each) => given.startsWith(each));
  if (option === undefined) return given;
  const argument = given.slice(option.length).trim();
  return unquoted(unquoted(argument, "'")).trim();
}

/** As in JSON: quotation marks and a comma. */
function valueOf(text: string): string {
  return unquoted(text.startsWith('"') && text.endsWith('",') ? text.slice(0, -1) : text).trim();
}

function unquoted(text: string, mark = '"'): string {
  return text.length > 1 && text.startsWith(mark) && text.endsWith(mark) ? text.slice(1, -1) : text;
}
