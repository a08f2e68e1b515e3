const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/** An object or a list that is being read, and the member of it that is next. */
type Open = { isList: boolean; at: string | number | null };

/**
 * The line (from 1) of what a path leads to in JSON text that parses. Of a name that stands twice it is the last,
 * which is the one that counts. Null for the whole, and for what is not there.
 */
export function lineOf(text: string, path: readonly (string | number)[]): number | null {
  const open: Open[] = [];
  const wanted = JSON.stringify(path.map(String));
  let found: number | null = null;
  const note = (index: number) => {
    if (JSON.stringify(open.map(({ at }) => String(at))) === wanted) found = index;
  };
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    const inner = open.at(-1);
    switch (token) {
      case '{':
      case '[':
        if (inner?.isList) note(index);
        open.push({ isList: token === '[', at: token === '[' ? 0 : null });
        break;
      case '}':
      case ']':
        open.pop();
        break;
      case ',':
        if (inner) inner.at = inner.isList ? Number(inner.at) + 1 : null;
        break;
      case ':':
        break;
      default:
        if (inner && !inner.isList && inner.at === null) {
          inner.at = String(JSON.parse(token));
          note(index);
        } else if (inner?.isList) note(index);
    }
  }
  return found === null || path.length === 0 ? null : text.slice(0, found).split('\n').length;
}

/**
 * The line of what a JSON pointer (RFC 6901) leads to in text that parses. Where that is missing, the line of the nearest
 * thing around it.
 */
export function lineAt(text: string, pointer: string): number | null {
  const path = pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  for (; path.length > 0; path.pop()) {
    const line = lineOf(text, path);
    if (line !== null) return line;
  }
  return null;
}
