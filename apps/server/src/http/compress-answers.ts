import compression from 'compression';
import type { RequestHandler, Response } from 'express';

/** What is made at once and sent at once. A stream goes out as it is made: an encoder would hold back its pieces. */
const WHOLE = /^application\/(?:problem\+)?json\b/;
/** What fits into one packet does not arrive any sooner. */
const LEAST_BYTES = 1_024;
const ENCODINGS = ['br', 'gzip', 'deflate'];

const isWhole = (response: Response) => WHOLE.test(String(response.getHeader('content-type') ?? ''));

const compress = compression({ threshold: LEAST_BYTES, filter: (_request, response) => isWhole(response) });

/**
 * Compresses what is read, in the encoding that the client likes best. Never the answer to a POST: secrets are handed out by
 * these alone, and the length of an answer must not tell what stands in it (BREACH; decision 30).
 */
export const compressAnswers: RequestHandler = (request, response, next) => {
  if (request.method !== 'GET' && request.method !== 'HEAD') return next();
  if (request.method === 'HEAD' && request.acceptsEncodings(ENCODINGS)) hideLength(response);
  return compress(request, response, next);
};

/** HEAD must tell no length but that of the answer to GET (RFC 9110 §8.6), which would be compressed. */
function hideLength(response: Response): void {
  const { writeHead } = response;
  const withoutLength = (...given: Parameters<typeof writeHead>) => {
    if (isWhole(response) && Number(response.getHeader('content-length')) >= LEAST_BYTES)
      response.removeHeader('content-length');
    return writeHead.apply(response, given);
  };
  response.writeHead = withoutLength as typeof writeHead; // all its forms are passed on as they are
}
