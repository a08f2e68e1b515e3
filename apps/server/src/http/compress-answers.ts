import compression from 'compression';
import type { RequestHandler } from 'express';

/** What is made at once and sent at once. A stream goes out as it is made: an encoder would hold back its pieces. */
const WHOLE = /^(?:application\/(?:problem\+)?json|text\/html)\b/;

const compress = compression({
  filter: (_request, response) => WHOLE.test(String(response.getHeader('content-type') ?? '')),
});

/**
 * Compresses what is read, in the encoding that the client likes best. Never the answer to a POST: secrets are handed out by
 * these alone, and the length of an answer must not tell what stands in it (BREACH; decision 30).
 */
export const compressAnswers: RequestHandler = (request, response, next) =>
  request.method === 'GET' ? compress(request, response, next) : next();
