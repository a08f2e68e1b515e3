import type { Attempt } from '../attempt-schema.ts';
import type { ResponseBody } from './response-body.ts';

type Kept = NonNullable<Attempt['response']>;

/** Codings that make other bytes of a body; receivers also write what is none, such as `utf-8`. */
const CODING = /^(?:x-)?(?:gzip|compress)$|^(?:deflate|br|zstd)$/;
const CODINGS_LIMIT = 4;

/**
 * What is kept of a response. A compressed body is never unpacked, since it may be a bomb, and its bytes are no text:
 * its place is empty, and beside it stands what it was. One that is called compressed and is text, as a proxy that
 * unpacks may leave it, is kept as text.
 */
export function keptResponse(headers: Kept['headers'], body: ResponseBody | undefined): Kept {
  const truncated = body?.isTruncated ?? false;
  if (!body || body.length === 0) return { headers, body: '', truncated };
  const encoding = headers['content-encoding'];
  const codings = encoding === undefined ? '' : codingsOf(encoding);
  if (codings === '' || body.isText()) return { headers, body: body.text(), truncated };
  return { headers, body: '', truncated, compressed: { encoding: codings, bytes: body.length } };
}

/** `gzip`, `gzip, br`: in the order in which they were applied; '' where there is none. */
function codingsOf(encoding: string | string[]): string {
  const named = [encoding].flat().join(',').toLowerCase().split(',');
  return named
    .map((each) => each.trim())
    .filter((each) => CODING.test(each))
    .slice(0, CODINGS_LIMIT)
    .join(', ');
}
