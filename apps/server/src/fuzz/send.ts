import { Agent, type IncomingHttpHeaders, request as httpRequest } from 'node:http';
import type { RawRequest } from './requests.ts';

export type RawAnswer = { status: number; headers: IncomingHttpHeaders; text: string };

const agent = new Agent({ keepAlive: true, maxSockets: 8 });

/**
 * Sends a request as it is: unlike fetch this straightens no path and adds no header.
 * @returns undefined where Node itself refuses to send it, or the server closed before all of a body was read.
 */
export function send(
  origin: string,
  { method, target, headers, body }: RawRequest,
): Promise<RawAnswer | undefined> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve) => {
    try {
      const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
      const options = { agent, hostname, port, method, path: target, headers: { ...headers, ...length } };
      const request = httpRequest(options, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', () => resolve(undefined));
        response.once('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(chunks).toString(),
          }),
        );
      });
      request.once('error', () => resolve(undefined));
      request.end(body);
    } catch {
      resolve(undefined);
    }
  });
}
