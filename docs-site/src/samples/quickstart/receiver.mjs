import express from 'express';
import { Webhook } from 'standardwebhooks';

const webhook = new Webhook(process.env.WEBHOOK_SECRET);
// In production a table with a unique key on the id.
const seen = new Set();

const app = express();

// The bytes as they were signed, up to 1 MB: an event
// can be larger than Express's limit of 100 kB.
const rawBody = express.raw({ type: '*/*', limit: '1mb' });

app.post('/hooks', rawBody, (req, res) => {
  let event;
  try {
    event = webhook.verify(req.body, req.headers);
  } catch {
    return res.sendStatus(400);
  }
  res.sendStatus(204); // answer first

  const id = req.get('webhook-id');
  if (seen.has(id)) return; // a retry of what was handled already
  seen.add(id);
  handle(event); // then work
});

function handle(event) {
  switch (event.type) {
    case 'subscriber.created':
      console.log(`Welcome ${event.data.object.email}`);
      break;
    default:
      console.log(`Ignored ${event.type}`);
  }
}

const port = Number(process.env.PORT ?? 3000);
app.listen(port, '127.0.0.1', () => console.log(`Listening on http://127.0.0.1:${port}/hooks`));
