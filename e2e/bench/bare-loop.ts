import { createHmac, randomBytes } from 'node:crypto';
import { Agent, request } from 'undici';

/*
 * The yardstick for deliveries: signs a body and posts it, with nothing before, between or after. In a process of
 * its own: node bare-loop.ts <url> <bytes of the body> <seconds> <loops>
 */

const [url = '', bytes = '0', seconds = '0', loops = '0'] = process.argv.slice(2);
const dispatcher = new Agent();
const key = randomBytes(32);
const body = JSON.stringify({ type: 'email.opened', data: 'x'.repeat(Number(bytes)) });

let posts = 0;
let until = 0;

async function loop(): Promise<void> {
  while (performance.now() < until) {
    const id = `bare_${posts}`;
    const timestamp = String(Math.floor(Date.now() / 1000));
    const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
    const response = await request(url, {
      method: 'POST',
      dispatcher,
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': timestamp,
        'webhook-signature': `v1,${signature}`,
      },
      body,
    });
    await response.body.dump();
    posts += 1;
  }
}

async function run(forSeconds: number): Promise<number> {
  posts = 0;
  const startedMs = performance.now();
  until = startedMs + forSeconds * 1000;
  await Promise.all(Array.from({ length: Number(loops) }, loop));
  return posts / ((performance.now() - startedMs) / 1000);
}

await run(1); // warm up
process.send?.({ perSecond: await run(Number(seconds)) });
process.on('disconnect', () => process.exit());
