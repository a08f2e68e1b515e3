/** `evt_01kaf3…7m0e`: enough to tell two ids apart, short enough for a column. */
export function shortId(id: string): string {
  const underscore = id.indexOf('_');
  const head = underscore + 1 + 6;
  return id.length <= head + 5 ? id : `${id.slice(0, head)}…${id.slice(-4)}`;
}
