import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { newKeyPair, newSigningSecret, signatureHeaders } from '@tidings/secret/signing';
import { describe, expect, test } from 'vitest';
import { signedHeaders } from '../standard-signature.ts';
import { person } from '../testing.ts';

describe('verify', () => {
  const secret = newSigningSecret();
  const message = {
    id: 'evt_1',
    timestamp: Math.floor(Date.parse('2026-11-20T14:34:00Z') / 1000),
    body: '{}',
  };
  const arrived = async (headers: Record<string, string>, body = '{}') => {
    const { home, types } = await person();
    const files = ['headers.txt', 'body.json'].map((name) => path.join(home, name)) as [string, string];
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\n`);
    await Promise.all([writeFile(files[0], lines.join('')), writeFile(files[1], body)]);
    return (given: string, ...more: string[]) =>
      types(['verify', '--headers', files[0], '--body', files[1], ...more], given);
  };
  const at = ['--received-at', '2026-11-20T14:35:00Z'];

  test('judges on this machine: nobody has to be logged in, and the secret goes nowhere', async () => {
    const check = await arrived(signedHeaders(message, secret));
    expect(await check(secret, ...at)).toEqual({
      code: 0,
      stdout: '✓ The signature is right and recent.\n',
      stderr: '',
    });
    expect((await check(secret.slice('whsec_'.length), ...at)).code).toBe(0);
    expect(JSON.parse((await check(secret, ...at, '--json')).stdout)).toMatchObject({ verified: true });
  });

  test('ends with 7 for a signature that is wrong, and says why', async () => {
    const check = await arrived(signedHeaders(message, secret));
    const wrong = await check(newSigningSecret(), ...at);
    expect(wrong).toMatchObject({
      code: 7,
      stdout: '',
      stderr:
        'Signature verification failed. Check your secret key. (wrong_secret)\n' +
        'Another secret signed it, or its body, id or timestamp was altered: a signature cannot tell which.\n',
    });
    const late = await check(secret, '--json');
    expect(late.code).toBe(7);
    expect(JSON.parse(late.stdout)).toMatchObject({ verified: false, reason: 'old_timestamp' });
    const { stderr } = await (await arrived(signedHeaders(message, secret), '{ }'))(secret, ...at);
    expect(stderr).toContain('(body_reserialised)');
  });

  test('knows the other schemes', async () => {
    const pair = newKeyPair();
    const only = (key: string) => [{ key, expiresAtMs: null }];
    const keys = { secrets: only(secret), pairs: only(pair.privateKey) };
    const { id, timestamp } = message;
    const standard = { 'webhook-id': id, 'webhook-timestamp': String(timestamp) };
    for (const scheme of ['timestamped', 'body', 'ed25519'] as const) {
      const headers = { ...standard, ...signatureHeaders(message, { scheme, keys }, 'x-tidings') };
      const names = scheme === 'ed25519' ? /^webhook-/ : /^x-tidings-/;
      const shown = Object.fromEntries(Object.entries(headers).filter(([name]) => names.test(name)));
      const check = await arrived(shown);
      const told = await check(scheme === 'ed25519' ? pair.publicKey : secret, ...at);
      expect([scheme, told.code], told.stderr).toEqual([scheme, 0]);
    }
  });
});
