import { createPublicKey, verify } from 'node:crypto';
import { expect, test } from 'vitest';
import { ed25519Verifier, jwkOf, newKeyPair, signEd25519 } from './key-pair.ts';

// RFC 8037, appendix A.1 to A.3: a key, its public half, and its thumbprint.
const SEED = Buffer.from('nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A', 'base64url').toString('base64');
const X = '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo';
const PUBLIC = `whpk_${Buffer.from(X, 'base64url').toString('base64')}`;

test('a signature is the one of RFC 8032, test 1', () => {
  expect(Buffer.from(signEd25519('', `whsk_${SEED}`), 'base64').toString('hex')).toBe(
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  );
});

test('the key as JWK is that of RFC 8037, with its thumbprint as kid', () => {
  expect(jwkOf(PUBLIC)).toEqual({
    kty: 'OKP',
    crv: 'Ed25519',
    x: X,
    kid: 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
    use: 'sig',
    alg: 'EdDSA',
  });
});

test('what a new pair signs verifies with its public half only, also as others read it from the JWK', () => {
  const [pair, other] = [newKeyPair(), newKeyPair()];
  const signature = signEd25519('a.1.{}', pair.privateKey);
  expect(ed25519Verifier(pair.publicKey, [signature])('a.1.{}')).toBe(true);
  expect(ed25519Verifier(pair.publicKey, [signature])('a.1.{} ')).toBe(false);
  expect(ed25519Verifier(other.publicKey, [signature])('a.1.{}')).toBe(false);
  const key = createPublicKey({ key: { ...jwkOf(pair.publicKey) }, format: 'jwk' });
  expect(verify(null, Buffer.from('a.1.{}'), key, Buffer.from(signature, 'base64'))).toBe(true);
});

test('a pair is written as Standard Webhooks says, and never the same', () => {
  const { privateKey, publicKey } = newKeyPair();
  expect(privateKey).toMatch(/^whsk_[A-Za-z0-9+/]{43}=$/);
  expect(publicKey).toMatch(/^whpk_[A-Za-z0-9+/]{43}=$/);
  expect(newKeyPair().privateKey).not.toBe(privateKey);
});
