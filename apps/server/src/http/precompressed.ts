import { extname } from 'node:path';
import express, { type RequestHandler, type Response } from 'express';

/** Encodings that files were written in by the build, the smallest first, and the ends of their names. */
const SUFFIXES = { br: '.br', gzip: '.gz' };

type Options = {
  immutable?: boolean;
  maxAge: number | string;
  /** Called with the file itself, whatever form of it is sent. */
  setHeaders?: (response: Response, path: string, stat: { mtimeMs: number }) => void;
};

/**
 * Serves the files of a folder in the smallest encoding that the client takes, where the build has written one. What it has
 * not, and all else, is left to the handler that follows. Every answer says that it varies (RFC 9110 §12.5.5), also that of
 * the handler after it.
 */
export function precompressed(root: string, options: Options): RequestHandler {
  const serve = express.static(root, {
    ...options,
    index: false,
    redirect: false,
    setHeaders: (response: Response, path: string, stat: { mtimeMs: number }) => {
      const suffix = extname(path);
      const original = path.slice(0, -suffix.length);
      response.setHeader('content-encoding', suffix === SUFFIXES.br ? 'br' : 'gzip');
      response.type(extname(original));
      options.setHeaders?.(response, original, stat);
    },
  });
  return (request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next();
    response.vary('accept-encoding');
    // Browsers name gzip first and mean nothing by it.
    const encoding = request.acceptsEncodings('br') || request.acceptsEncodings('gzip');
    // A name that ends like a compressed form is asked for as it is.
    if ((encoding !== 'br' && encoding !== 'gzip') || /\.(?:br|gz)$/.test(request.path)) return next();
    const { url } = request;
    const [path = '', query] = url.split('?', 2);
    const file = path.endsWith('/') ? `${path}index.html` : path;
    request.url = `${file}${SUFFIXES[encoding]}${query === undefined ? '' : `?${query}`}`;
    serve(request, response, (error?: unknown) => {
      request.url = url;
      next(error);
    });
  };
}
