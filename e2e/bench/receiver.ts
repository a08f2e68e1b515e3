import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

/*
 * The cheapest receiver there is, in a process of its own: it finds the end of each request in the bytes, notes
 * when each event arrived, and answers 204. Told over IPC what to do, so that nothing else runs on its port.
 */

const ANSWER = Buffer.from('HTTP/1.1 204 No Content\r\n\r\n');
const HEAD_END = '\r\n\r\n';

let arrivals = new Map<string, number>();
let posts = 0;

const server = createServer((socket) => {
  let pending = '';
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    pending += chunk.toString('latin1');
    for (;;) {
      const head = pending.indexOf(HEAD_END);
      if (head === -1) return;
      const length = Number(/\r\ncontent-length: (\d+)/i.exec(pending.slice(0, head))?.[1] ?? 0);
      const end = head + HEAD_END.length + length;
      if (pending.length < end) return;
      const id = /\r\nwebhook-id: (\S+)/i.exec(pending.slice(0, head))?.[1];
      if (id !== undefined && !arrivals.has(id)) arrivals.set(id, performance.timeOrigin + performance.now());
      posts += 1;
      pending = pending.slice(end);
      socket.write(ANSWER);
    }
  });
});

server.listen(0, '127.0.0.1', () => {
  process.send?.({ port: (server.address() as AddressInfo).port }); // a TCP server's address has a port
});

process.on('message', (question: 'reset' | 'count' | 'arrivals') => {
  if (question === 'reset') {
    arrivals = new Map();
    posts = 0;
  }
  process.send?.(question === 'arrivals' ? { arrivals: [...arrivals] } : { posts, distinct: arrivals.size });
});
process.on('disconnect', () => process.exit());
