import http from 'node:http';

export type Answer<Body = unknown> = {
  status: number;
  headers: http.IncomingHttpHeaders;
  text: string;
  /** The parsed body where it is JSON. */
  body: Body;
};

type Outgoing = {
  method: string;
  headers: Record<string, string>;
  body?: string | Buffer | undefined;
};

const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });

/**
 * Sends a request exactly as given: unlike fetch it does not straighten the path, and adds no headers of
 * its own but those that HTTP needs.
 */
export function send<Body>(origin: string, target: string, outgoing: Outgoing): Promise<Answer<Body>> {
  const { hostname, port } = new URL(origin);
  const { method, headers, body } = outgoing;
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const request = http.request(
      { agent, hostname, port, method, path: target, headers: { ...length, ...headers } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', reject);
        response.once('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          const isJson = text !== '' && /\bjson\b/.test(response.headers['content-type'] ?? '');
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text,
            body: (isJson ? JSON.parse(text) : undefined) as Body,
          });
        });
      },
    );
    request.once('error', reject);
    request.end(body);
  });
}
