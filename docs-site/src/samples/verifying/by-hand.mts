import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import express from 'express';

const secret = process.env.WEBHOOK_SECRET;
if (!secret) throw new Error('WEBHOOK_SECRET is not set.');
const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
const TOLERANCE_SECONDS = 5 * 60;

/** What every event has. `tidings types generate` has them all. */
interface WebhookEvent {
  id: string;
  type: string;
  api_version: string;
  created_at: string;
  account_id: string;
  data: { object: { object: string; id: string } };
}

/** True when these bytes were signed with the secret, within five minutes. */
export function verify(body: Buffer, headers: IncomingHttpHeaders, now = Date.now()): boolean {
  const id = headers['webhook-id'];
  const timestamp = headers['webhook-timestamp'];
  const signatures = headers['webhook-signature'];
  if (!id || !timestamp || typeof signatures !== 'string') return false;

  const age = Math.abs(now / 1000 - Number(timestamp));
  if (!(age <= TOLERANCE_SECONDS)) return false;

  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest();

  return signatures.split(' ').some((entry) => {
    const [version, value = ''] = entry.split(',');
    const given = Buffer.from(value, 'base64');
    return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected);
  });
}

const app = express();

// The bytes as they were signed, up to 1 MB: an event
// can be larger than Express's limit of 100 kB.
const rawBody = express.raw({ type: '*/*', limit: '1mb' });

app.post('/hooks', rawBody, (req, res) => {
  const body: unknown = req.body;
  if (!Buffer.isBuffer(body) || !verify(body, req.headers)) {
    res.sendStatus(400);
    return;
  }
  res.sendStatus(204); // answer first
  // Signed by Tidings, so it has the shape of its events.
  const event = JSON.parse(body.toString()) as WebhookEvent;
  console.log(event.type, event.id); // then work
});

app.listen(Number(process.env.PORT ?? 3000));
