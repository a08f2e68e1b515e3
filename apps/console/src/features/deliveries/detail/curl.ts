import type { Attempt } from '@tidings/delivery/schema';

// curl sets these itself, and a stale length would cut or hang the request.
const OWN_HEADERS = new Set(['host', 'content-length', 'connection', 'transfer-encoding']);

/** Quotes for a POSIX shell: nothing inside is expanded. */
function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** The request as a command that sends the same headers and the same bytes again. */
export function toCurl(request: Attempt['request']): string {
  const headers = Object.entries(request.headers).filter(([name]) => !OWN_HEADERS.has(name.toLowerCase()));
  return [
    `curl -X POST ${quote(request.url)}`,
    ...headers.map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`),
    `--data-raw ${quote(request.body)}`,
  ].join(' \\\n  ');
}
