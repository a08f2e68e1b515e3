const TEXT_OID = 25;
const HEADER_BYTES = 20;
const NULL_LENGTH = -1;

/**
 * A `text[]` parameter in Postgres' binary format (array_send in arrayfuncs.c: dimensions, null flag, element type,
 * length, lower bound; then each element with its length). `pg` sends a Buffer as binary. Writing an array out
 * as a literal instead costs four times as much here, and its escapes have to be undone there.
 */
export function textArray(values: readonly (string | null)[]): Buffer {
  let bytes = HEADER_BYTES;
  for (const value of values) bytes += 4 + (value === null ? 0 : Buffer.byteLength(value));
  const buffer = Buffer.allocUnsafe(bytes);
  buffer.writeInt32BE(1, 0);
  buffer.writeInt32BE(1, 4);
  buffer.writeInt32BE(TEXT_OID, 8);
  buffer.writeInt32BE(values.length, 12);
  buffer.writeInt32BE(1, 16);
  let at = HEADER_BYTES;
  for (const value of values) {
    const written = value === null ? NULL_LENGTH : buffer.write(value, at + 4);
    buffer.writeInt32BE(written, at);
    at += 4 + Math.max(0, written);
  }
  return buffer;
}
