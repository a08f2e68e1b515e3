import express from 'express';
import { Webhook } from 'standardwebhooks';

// The challenge comes before the webhook and so before
// its secret. Restart with the secret once you have it.
const secret = process.env.WEBHOOK_SECRET;

const app = express();

// The bytes as they were signed, up to 1 MB: an event
// can be larger than Express's limit of 100 kB.
const rawBody = express.raw({ type: '*/*', limit: '1mb' });

app.post('/hooks', rawBody, (req, res) => {
  if (!Buffer.isBuffer(req.body)) return res.sendStatus(400);
  if (!secret) {
    const { type, challenge } = JSON.parse(req.body);
    if (type !== 'url_verification') return res.sendStatus(503);
    return res.json({ challenge });
  }
  let event;
  try {
    event = new Webhook(secret).verify(req.body, req.headers);
  } catch {
    return res.sendStatus(400);
  }
  res.sendStatus(204); // answer first
  console.log(event.type, event.id); // then work
});

app.listen(Number(process.env.PORT ?? 3000));
