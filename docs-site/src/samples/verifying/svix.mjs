import express from 'express';
import { Webhook } from 'svix';

const webhook = new Webhook(process.env.WEBHOOK_SECRET);

const app = express();

// The bytes as they were signed, up to 1 MB: an event
// can be larger than Express's limit of 100 kB.
const rawBody = express.raw({ type: '*/*', limit: '1mb' });

app.post('/hooks', rawBody, (req, res) => {
  let event;
  try {
    webhook.verify(req.body, req.headers);
    event = JSON.parse(req.body);
  } catch {
    return res.sendStatus(400);
  }
  res.sendStatus(204); // answer first
  console.log(event.type, event.id); // then work
});

app.listen(Number(process.env.PORT ?? 3000));
