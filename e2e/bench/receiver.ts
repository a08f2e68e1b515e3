import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { nowMs } from './clock.ts';

/*
 * The cheapest receiver there is, in a process of its own: it finds the end of each request in the bytes, notes
 * when each event first arrived at each path, and answers 204. Told over IPC what to do, so that nothing else runs
 * on its port. It reads heads as undici writes them and no others: names in lower case, one space after the colon.
 */

const ANSWER = Buffer.from('HTTP/1.1 204 No Content\r\n\r\n');
const HEAD_END = '\r\n\r\n';
const LENGTH = '\r\ncontent-length: ';
const ID = '\r\nwebhook-id: ';
const METHOD = 'POST ';

let arrivals = new Map<string, number>();
let posts = 0;
let lastAtMs = 0;

/** The value of a header that stands between two offsets; empty if it does not. */
function valueOf(text: string, name: string, within: { from: number; head: number }): string {
  const at = text.indexOf(name, within.from);
  if (at === -1 || at >= within.head) return '';
  const start = at + name.length;
  return text.slice(start, text.indexOf('\r\n', start));
}

function arrived(text: string, within: { from: number; head: number }): void {
  posts += 1;
  const path = text.slice(within.from + METHOD.length, text.indexOf(' ', within.from + METHOD.length));
  const key = `${path} ${valueOf(text, ID, within)}`;
  if (arrivals.has(key)) return;
  lastAtMs = nowMs();
  arrivals.set(key, lastAtMs);
}

const server = createServer((socket) => {
  let pending = '';
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    pending = pending === '' ? chunk.toString('latin1') : pending + chunk.toString('latin1');
    let from = 0;
    for (;;) {
      const head = pending.indexOf(HEAD_END, from);
      if (head === -1) break;
      const end = head + HEAD_END.length + Number(valueOf(pending, LENGTH, { from, head }));
      if (pending.length < end) break;
      arrived(pending, { from, head });
      from = end;
      socket.write(ANSWER);
    }
    if (from > 0) pending = pending.slice(from);
  });
});

server.listen(0, '127.0.0.1', () => {
  process.send?.({ port: (server.address() as AddressInfo).port }); // a TCP server's address has a port
});

process.on('message', (question: 'reset' | 'count' | 'arrivals') => {
  if (question === 'reset') {
    arrivals = new Map();
    posts = 0;
    lastAtMs = 0;
  }
  process.send?.(
    question === 'arrivals' ? { arrivals: [...arrivals] } : { posts, distinct: arrivals.size, lastAtMs },
  );
});
process.on('disconnect', () => process.exit());
