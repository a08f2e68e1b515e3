import express from 'express';
import { createHmac, timingSafeEqual } from 'node:crypto';

const secret = process.env.WEBHOOK_SECRET;

/** X-Tidings-Signature: sha256=<hex> */
function verify(body, header = '') {
  // The key is the whole secret, with whsec_, as text.
  const expected = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
  const [given, own] = [Buffer.from(header), Buffer.from(expected)];
  return given.length === own.length && timingSafeEqual(given, own);
}

const app = express();
app.post('/hooks', express.raw({ type: '*/*', limit: '1mb' }), (req, res) => {
  res.sendStatus(Buffer.isBuffer(req.body) && verify(req.body, req.get('x-tidings-signature')) ? 204 : 400);
});
app.listen(Number(process.env.PORT ?? 3000));
