import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { DomainError } from '@tidings/kernel';

/** What people type: an e-mail address, passwords, a code, a token. */
const BODY_LIMIT = 16 * 1024;

const TOO_LARGE = 'The body is larger than is accepted here: 16 KiB.';

/**
 * Reads the body of a request at the door before anything else does: better-auth would hold one of any size, from
 * anybody, and takes forms and text as well as JSON.
 * @returns the JSON object as it arrived, undefined without a body.
 * @throws {DomainError} `too_large` over 16 KiB, whether its length was told or not; `unsupported_media_type` for what is
 * not said to be JSON; `malformed` for what is none, is no object, or has lists or objects in it.
 */
export async function readDoorBody(request: IncomingMessage): Promise<string | undefined> {
  const { 'content-length': length, 'transfer-encoding': coding } = request.headers;
  const isEmpty = length === '0' || (length === undefined && coding === undefined);
  if (isEmpty) return undefined;
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? ''))
    throw new DomainError('unsupported_media_type', 'Send the body as "Content-Type: application/json".');
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity')
    throw new DomainError('unsupported_media_type', 'Send the body without compressing it.');
  if (Number(length) > BODY_LIMIT) throw new DomainError('too_large', TOO_LARGE);
  const bytes = await gather(request);
  if (!isUtf8(bytes)) throw new DomainError('malformed', 'The body is not valid UTF-8.');
  const text = bytes.toString('utf8');
  if (!isFlatObject(text))
    throw new DomainError('malformed', 'The body must be a JSON object of simple values.');
  return text;
}

/** What is left of a body that is too large goes past unkept: Node discards it behind the answer. */
async function gather(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    const end = (error: Error) => {
      request.off('data', take);
      request.resume();
      reject(error);
    };
    const take = (chunk: Buffer) => {
      size += chunk.length;
      if (size > BODY_LIMIT) end(new DomainError('too_large', TOO_LARGE));
      else chunks.push(chunk);
    };
    request
      .on('data', take)
      .once('end', () => resolve(Buffer.concat(chunks)))
      .once('error', () => end(new DomainError('malformed', 'The body did not arrive whole.')));
  });
}

function isFlatObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    return Object.values(value).every((each) => typeof each !== 'object' || each === null);
  } catch {
    return false;
  }
}
