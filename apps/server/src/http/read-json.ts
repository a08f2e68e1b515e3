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
    return parse(request, response, next);
  };
}

/** What Express's body parser threw, in our words. Its errors carry a `type`. */
export function problemOfBodyParser(error: unknown): DomainError | undefined {
  if (!(error instanceof Error) || !('type' in error)) return undefined;
  switch (error.type) {
    case 'entity.parse.failed':
      return new DomainError('malformed', `The body is not valid JSON: ${error.message}.`);
    case 'entity.too.large':
      return new DomainError('too_large', 'The body is larger than is accepted: 1 MiB, for a batch 32 MiB.');
    case 'charset.unsupported':
    case 'encoding.unsupported':
      return new DomainError(
        'unsupported_media_type',
        'Send the body as UTF-8 JSON, plain or compressed with gzip.',
      );
    case 'request.aborted':
    case 'request.size.invalid':
    case 'entity.verify.failed':
      return new DomainError('malformed', 'The body did not arrive whole.');
    default:
      return undefined;
  }
}
