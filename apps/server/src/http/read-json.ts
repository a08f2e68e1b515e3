import { isUtf8 } from 'node:buffer';
import { DomainError } from '@tidings/kernel';
import express, { type RequestHandler } from 'express';

const MIB = 1024 * 1024;
/** An event has at most 256 KiB; the rest is room for white space and escapes. */
const BODY_LIMIT = MIB;
const BATCH_BODY_LIMIT = 32 * MIB;

/** Reads a JSON body. An empty body counts as `{}`, so that a POST without parameters needs no content type. */
export function readJson(path: string): RequestHandler {
  const parse = express.json({
    limit: path.endsWith('/batch') ? BATCH_BODY_LIMIT : BODY_LIMIT,
    strict: false,
    verify: refuseOtherThanUtf8,
  });
  return (request, response, next) => {
    const isEmpty =
      request.get('content-length') === '0' ||
      !(request.get('content-length') ?? request.get('transfer-encoding'));
    if (isEmpty) return next();
    if (!request.is('application/json')) {
      return next(
        new DomainError('unsupported_media_type', 'Send the body as "Content-Type: application/json".'),
      );
    }
    // JSON is UTF-8 and nothing else (RFC 8259 §8.1).
    const charset = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(request.get('content-type') ?? '')?.[1];
    if (charset !== undefined && charset.toLowerCase() !== 'utf-8') {
      return next(new DomainError('unsupported_media_type', 'Send the body as UTF-8 JSON.'));
    }
    return parse(request, response, next);
  };
}

/** JSON is UTF-8 (RFC 8259 §8.1). What is not would be read with other characters in its place, without a word. */
export function refuseOtherThanUtf8(
  _request: unknown,
  _response: unknown,
  body: Buffer,
  charset: string,
): void {
  if (charset !== 'utf-8') throw typed('charset.unsupported');
  if (!isUtf8(body)) throw typed(NOT_UTF8);
}

const NOT_UTF8 = 'tidings.not.utf8';

function typed(type: string): Error {
  return Object.assign(new Error(type), { type });
}

/** What Express and its body parser threw, in our words. Most of their errors carry a `type`, all a `status`. */
export function faultOfExpress(error: unknown): DomainError | undefined {
  if (!(error instanceof Error) || !('status' in error)) return undefined;
  switch ('type' in error ? error.type : undefined) {
    case 'entity.parse.failed':
      return new DomainError('malformed', `The body is not valid JSON: ${error.message}.`);
    case NOT_UTF8:
      return new DomainError('malformed', 'The body is not valid UTF-8. Encode it before sending it.');
    case 'entity.too.large':
      return new DomainError('too_large', `The body is larger than is accepted${limitOf(error)}.`);
    case 'charset.unsupported':
    case 'encoding.unsupported':
      return new DomainError(
        'unsupported_media_type',
        'Send the body as UTF-8 JSON, plain or compressed with gzip, deflate or br.',
      );
    case 'request.aborted':
    case 'request.size.invalid':
      return new DomainError('malformed', 'The body did not arrive whole.');
    default: // a path that is not encoded well, a body that is not compressed as it says
      return problemOfStatus(error);
  }
}

function limitOf(error: Error): string {
  if (!('limit' in error) || typeof error.limit !== 'number') return '';
  return `: ${error.limit >= MIB ? `${error.limit / MIB} MiB` : `${error.limit / 1024} KiB`}`;
}

/** Errors of Express itself and of its file server carry an HTTP status. */
function problemOfStatus(error: Error): DomainError | undefined {
  const status = 'status' in error ? error.status : undefined;
  if (status === 404 || status === 403) return new DomainError('not_found', 'There is nothing at this path.');
  return typeof status === 'number' && status >= 400 && status < 500
    ? new DomainError('malformed', 'The request cannot be read.')
    : undefined;
}
