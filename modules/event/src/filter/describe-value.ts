/** A value of the data as JSON with spaces, cut after so many characters. Reads no further than it writes. */
export function describeValue(value: unknown, characters: number): string {
  const text = write(value, characters + 1);
  return text.length <= characters ? text : `${cut(text, characters)}…`;
}

/** At least the first `room` characters, if there are so many; each step inside takes one of them at least. */
function write(value: unknown, room: number): string {
  if (room <= 0) return '';
  if (typeof value === 'string') return JSON.stringify(cut(value, room));
  if (typeof value !== 'object' || value === null) return String(value);
  const isList = Array.isArray(value);
  let text = isList ? '[' : '{';
  for (const key of isList ? value.keys() : Object.keys(value)) {
    if (text.length > room) break;
    const name = isList ? '' : `${JSON.stringify(cut(String(key), room))}: `;
    const separator = text.length > 1 ? ', ' : '';
    const item: unknown = Reflect.get(value, key);
    text += separator + name + write(item, room - text.length - name.length);
  }
  return text + (isList ? ']' : '}');
}

/** Between whole characters. */
function cut(text: string, length: number): string {
  const part = text.slice(0, length);
  return part.isWellFormed() || !text.isWellFormed() ? part : part.slice(0, -1);
}
