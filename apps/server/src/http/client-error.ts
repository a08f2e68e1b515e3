import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { DomainError, toProblem } from '@tidings/kernel';

/** Answers what is so wrong that Node makes no request of it: headers over 16 KiB, or bytes that are not HTTP. */
export function answerClientErrors(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (!socket.writable || error.code === 'ECONNRESET') {
      socket.destroy();
      return;
    }
    const isTooLarge = error.code === 'HPE_HEADER_OVERFLOW';
    const fault = new DomainError(
      'malformed',
      isTooLarge ? 'The headers are larger than 16 KiB.' : 'This is not HTTP.',
    );
    const status = isTooLarge ? 431 : 400;
    const problem = { ...toProblem(fault, `req_${randomUUID().replaceAll('-', '')}`), status };
    const body = JSON.stringify(problem);
    socket.end(
      `HTTP/1.1 ${status} ${isTooLarge ? 'Request Header Fields Too Large' : 'Bad Request'}\r\n` +
        `Content-Type: application/problem+json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    );
  });
}
