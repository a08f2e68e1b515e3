import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Logger } from '@tidings/kernel';
import type { Request, Response } from 'express';

type Csv = { pieces: AsyncIterable<string>; name: string; log: Logger };

/**
 * Streams pieces of CSV to a file of the reader, each asked for when the one before it has gone out, so that memory
 * does not grow with the file. A reader that goes away ends it. After an error the connection is cut: a chunked
 * answer without its end is an error to every client, where a proper end would pass for the whole.
 */
export async function sendCsv(request: Request, response: Response, csv: Csv): Promise<void> {
  response.status(200).type('text/csv; charset=utf-8');
  response.setHeader('content-disposition', `attachment; filename="${csv.name}"`);
  // What was read may be stored by nobody in between.
  response.setHeader('cache-control', 'private, no-store');
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  try {
    await pipeline(Readable.from(csv.pieces, { highWaterMark: 1 }), response);
  } catch (error) {
    response.destroy();
    if (isReaderGone(error)) return;
    csv.log.error({ err: error, path: request.path }, 'An export broke off');
  }
}

function isReaderGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}
