import { Pool } from 'undici';
import { eventsLike } from './vary-event.ts';

/*
 * Publishes one event a request, as 64 clients would, in a process of its own:
 * node publisher.ts <origin> <key> <account> <clients> <seconds to warm up> <seconds>
 */

const [origin = '', key = '', account = '', clients = '0', warmUp = '0', seconds = '0'] =
  process.argv.slice(2);
const pool = new Pool(origin, { connections: Number(clients) });
const headers = {
  authorization: `Bearer ${key}`,
  'tidings-account': account,
  'content-type': 'application/json',
};
const another = eventsLike(process.env['BENCH_EVENT'] ?? '');

let published = 0;
let until = 0;

async function client(): Promise<void> {
  while (performance.now() < until) {
    const response = await pool.request({ method: 'POST', path: '/api/v1/events', headers, body: another() });
    const answer = await response.body.text();
    if (response.statusCode !== 202)
      throw new Error(`Publishing was answered ${response.statusCode}: ${answer}`);
    published += 1;
  }
}

async function run(forSeconds: number): Promise<number> {
  published = 0;
  const startedMs = performance.now();
  until = startedMs + forSeconds * 1000;
  await Promise.all(Array.from({ length: Number(clients) }, client));
  return published / ((performance.now() - startedMs) / 1000);
}

await run(Number(warmUp));
process.send?.({ perSecond: await run(Number(seconds)) });
process.on('disconnect', () => process.exit());
