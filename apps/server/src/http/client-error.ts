import { randomUUID } from 'node:crypto';
import { type Server, STATUS_CODES } from 'node:http';
import { DomainError, toProblem } from '@tidings/kernel';

type Fault = { status: number; detail: string };

/** Answers what is so wrong that Node makes no request of it: headers over 16 KiB, too slow, or not HTTP at all. */
export function answerClientErrors(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (!socket.writable || error.code === 'ECONNRESET') {
      socket.destroy();
      return;
    }
    const { status, detail } = faultOf(error.code);
    const requestId = `req_${randomUUID().replaceAll('-', '')}`;
    const body = JSON.stringify({ ...toProblem(new DomainError('malformed', detail), requestId), status });
    socket.end(
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n` +
        `Content-Type: application/problem+json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n` +
        `X-Request-Id: ${requestId}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n${body}`,
      // Else a client that never closes its side would keep the connection.
      () => socket.destroy(),
    );
  });
}

function faultOf(code: string | undefined): Fault {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return { status: 431, detail: 'The headers are larger than 16 KiB.' };
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return { status: 413, detail: 'The extensions of a chunk are larger than 16 KiB.' };
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return { status: 408, detail: 'The request did not arrive in time.' };
    default:
      return { status: 400, detail: 'This is not HTTP.' };
  }
}
