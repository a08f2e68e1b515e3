import express from 'express';
import { createHmac, timingSafeEqual } from 'node:crypto';

const secret = process.env.WEBHOOK_SECRET;
const TOLERANCE_SECONDS = 5 * 60;

/** X-Tidings-Signature: t=1710500000,v1=<hex>[,v1=<hex>] */
function verify(body, header = '') {
  const parts = header.split(',').map((part) => part.split('='));
  const time = parts.find(([name]) => name === 't')?.[1];
  if (!(Math.abs(Date.now() / 1000 - Number(time)) <= TOLERANCE_SECONDS)) return false;

  // The key is the whole secret, with whsec_, as text.
  const expected = createHmac('sha256', secret).update(`${time}.`).update(body).digest();
  return parts.some(([name, value = '']) => {
    const given = Buffer.from(value, 'hex');
    return name === 'v1' && given.length === expected.length && timingSafeEqual(given, expected);
  });
}

const app = express();
app.post('/hooks', express.raw({ type: '*/*', limit: '1mb' }), (req, res) => {
  res.sendStatus(Buffer.isBuffer(req.body) && verify(req.body, req.get('x-tidings-signature')) ? 204 : 400);
});
app.listen(Number(process.env.PORT ?? 3000));
