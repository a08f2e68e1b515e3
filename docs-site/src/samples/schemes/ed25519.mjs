import express from 'express';
import { createPublicKey, verify as verifyWith } from 'node:crypto';

// public_key of the webhook: nobody can sign with it, so it need not be kept secret.
const bytes = Buffer.from(process.env.WEBHOOK_PUBLIC_KEY.replace(/^whpk_/, ''), 'base64');
const jwk = { kty: 'OKP', crv: 'Ed25519', x: bytes.toString('base64url') };
const publicKey = createPublicKey({ key: jwk, format: 'jwk' });
const TOLERANCE_SECONDS = 5 * 60;

function verify(body, headers) {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures } = headers;
  if (!id || !signatures) return false;
  if (!(Math.abs(Date.now() / 1000 - Number(timestamp)) <= TOLERANCE_SECONDS)) return false;
  const content = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body]);
  return signatures.split(' ').some((entry) => {
    const [version, value = ''] = entry.split(',');
    return version === 'v1a' && verifyWith(null, content, publicKey, Buffer.from(value, 'base64'));
  });
}

const app = express();
app.post('/hooks', express.raw({ type: '*/*', limit: '1mb' }), (req, res) => {
  res.sendStatus(Buffer.isBuffer(req.body) && verify(req.body, req.headers) ? 204 : 400);
});
app.listen(Number(process.env.PORT ?? 3000));
