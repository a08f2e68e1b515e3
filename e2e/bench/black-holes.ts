import { createServer, type AddressInfo } from 'node:net';

/*
 * Receivers that take every connection, read what comes, and never answer; each on a port of its own, as they would
 * be on hosts of their own. In a process of its own: node black-holes.ts <how many>
 */

const [, , count = '0'] = process.argv;
let connections = 0;

const open = () =>
  new Promise<number>((resolve) => {
    const hole = createServer((socket) => {
      connections += 1;
      socket.on('error', () => socket.destroy());
      socket.resume();
    });
    hole.listen(0, '127.0.0.1', () => resolve((hole.address() as AddressInfo).port)); // a TCP server's address has a port
  });

process.send?.({ ports: await Promise.all(Array.from({ length: Number(count) }, open)) });
process.on('message', () => process.send?.({ connections }));
process.on('disconnect', () => process.exit());
