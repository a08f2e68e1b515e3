import type { Attempt } from '@tidings/delivery/schema';

import { quoted } from '../../../format/shell.ts';

// curl sets these itself, and a stale length would cut or hang the request.
const OWN_HEADERS = new Set(['host', 'content-length', 'connection', 'transfer-encoding']);

/** The request as a command that sends the same headers and the same bytes again. */
export function toCurl(request: Attempt['request']): string {
  const headers = Object.entries(request.headers).filter(([name]) => !OWN_HEADERS.has(name.toLowerCase()));
  // A semicolon is how curl is told of a header without a value: with a colon it would leave the header out.
  return [
    // Otherwise brackets and braces in a URL are patterns of curl's, for many URLs or none.
    `curl --globoff -X POST ${quoted(request.url)}`,
    ...headers.map(([name, value]) => `-H ${quoted(value.trim() ? `${name}: ${value}` : `${name};`)}`),
    `--data-raw ${quoted(request.body)}`,
  ].join(' \\\n  ');
}
