import { createHmac, timingSafeEqual } from 'node:crypto';
import express from 'express';

const secret = process.env.WEBHOOK_SECRET;
const TOLERANCE_SECONDS = 5 * 60;

/** True when these bytes were signed with the secret, within five minutes. */
export function verify(body, headers, now = Date.now()) {
  const id = headers['webhook-id'];
  const timestamp = headers['webhook-timestamp'];
  const signatures = headers['webhook-signature'];
  if (!id || !timestamp || !signatures) return false;

  const age = Math.abs(now / 1000 - Number(timestamp));
  if (!(age <= TOLERANCE_SECONDS)) return false;

  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
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
  // Without a body there are no bytes, and nothing is signed.
  if (!Buffer.isBuffer(req.body) || !verify(req.body, req.headers)) return res.sendStatus(400);
  res.sendStatus(204); // answer first
  const event = JSON.parse(req.body);
  console.log(event.type, event.id); // then work
});

app.listen(Number(process.env.PORT ?? 3000));
