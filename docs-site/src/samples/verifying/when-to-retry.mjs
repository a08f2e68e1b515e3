import express from 'express';
import { Webhook } from 'standardwebhooks';

const webhook = new Webhook(process.env.WEBHOOK_SECRET);
// In production a table with a unique key on the id,
// and a queue that survives a restart.
const seen = new Set();
const queue = [];
const QUEUE_LIMIT = 1_000;

const app = express();

// The bytes as they were signed, up to 1 MB: an event
// can be larger than Express's limit of 100 kB.
const rawBody = express.raw({ type: '*/*', limit: '1mb' });

app.post('/hooks', rawBody, (req, res) => {
  let event;
  try {
    event = webhook.verify(req.body, req.headers);
  } catch {
    return res.sendStatus(400); // is tried again
  }

  // A duplicate is a success: nothing is left to do.
  const id = req.get('webhook-id');
  if (seen.has(id)) return res.sendStatus(204);

  // Too busy: not before two minutes from now.
  if (queue.length >= QUEUE_LIMIT) return res.set('Retry-After', '120').sendStatus(503);

  // No retry would change this: end the delivery here.
  if (!event.data?.object?.id) return res.set('Tidings-No-Retry', '1').sendStatus(422);

  seen.add(id);
  queue.push(event);
  res.sendStatus(204); // answer first
});

// then work
setInterval(() => {
  const event = queue.shift();
  if (event) console.log(event.type, event.id);
}, 10);

app.listen(Number(process.env.PORT ?? 3000));
