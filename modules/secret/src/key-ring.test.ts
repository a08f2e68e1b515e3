import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '@tidings/kernel';
import { expect, onTestFinished, test } from 'vitest';
import { KeyRing, keyRingOf } from './key-ring.ts';
import { loadMasterKeys } from './wiring.ts';

const OWNER = 'acct_1/wh_1';
const newKey = (kid: string) => `${kid}:${randomBytes(32).toString('base64')}`;

function setup() {
  const ring = new KeyRing([newKey('k1')]);
  return { ring, sealed: ring.seal('whsec_secret', OWNER) };
}

test('what was sealed opens for its owner', () => {
  const { ring, sealed } = setup();
  expect(ring.open(sealed, OWNER)).toBe('whsec_secret');
  expect(ring.open(ring.seal('Zoë\0👩🏽‍🚀', OWNER), OWNER)).toBe('Zoë\0👩🏽‍🚀');
  expect(ring.open(ring.seal('', OWNER), OWNER)).toBe('');
});

test('what is sealed shows nothing of it, and never looks the same', () => {
  const { ring, sealed } = setup();
  expect(sealed.sealed.includes('secret')).toBe(false);
  expect(ring.seal('whsec_secret', OWNER).sealed.equals(sealed.sealed)).toBe(false);
});

test.each(['acct_2/wh_1', 'acct_1/wh_2', ''])('it does not open for the owner %j', (owner) => {
  const { ring, sealed } = setup();
  expect(() => ring.open(sealed, owner)).toThrow('unable to authenticate');
});

test('it does not open with any bit changed: of the nonce, the text or the tag', () => {
  const { ring, sealed } = setup();
  for (let index = 0; index < sealed.sealed.length; index += 1) {
    const altered = Buffer.from(sealed.sealed);
    altered[index]! ^= 1;
    expect(() => ring.open({ ...sealed, sealed: altered }, OWNER)).toThrow('unable to authenticate');
  }
});

test.each([0, 5, 12, 20, 27])('it does not open cut off after %i bytes', (length) => {
  const { ring, sealed } = setup();
  expect(() => ring.open({ ...sealed, sealed: sealed.sealed.subarray(0, length) }, OWNER)).toThrow();
});

test('a key that is not in the ring is named', () => {
  const { ring, sealed } = setup();
  expect(() => ring.open({ ...sealed, kid: 'k9' }, OWNER)).toThrow(
    'The master key "k9" is not in TIDINGS_MASTER_KEYS, and a secret is encrypted with it.',
  );
});

test('another key of the same name does not open it', () => {
  const { sealed } = setup();
  expect(() => new KeyRing([newKey('k1')]).open(sealed, OWNER)).toThrow('unable to authenticate');
});

test('with two keys the first seals and both open, so that keys can be replaced', () => {
  const [old, next] = [newKey('old'), newKey('next')];
  const before = new KeyRing([old]).seal('sealed before', OWNER);
  const ring = new KeyRing([next, old]);
  const after = ring.seal('sealed after', OWNER);
  expect([before.kid, after.kid]).toEqual(['old', 'next']);
  expect([ring.open(before, OWNER), ring.open(after, OWNER)]).toEqual(['sealed before', 'sealed after']);
  expect(() => new KeyRing([old]).open(after, OWNER)).toThrow('"next" is not in TIDINGS_MASTER_KEYS');
});

test('a ring without keys cannot be made', () => {
  expect(() => new KeyRing([])).toThrow('TIDINGS_MASTER_KEYS names no key.');
});

test('an installation makes its master key once and finds it again', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tidings-master-key-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const config = readConfig({ DATA_DIR: folder }, 'production');
  const [first, again] = [await loadMasterKeys(config), await loadMasterKeys(config)];
  expect(again.TIDINGS_MASTER_KEYS).toEqual(first.TIDINGS_MASTER_KEYS);
  expect(keyRingOf(again).open(keyRingOf(first).seal('kept', OWNER), OWNER)).toBe('kept');
  // What it made is what the setting accepts.
  const given = { DATA_DIR: '/nowhere', TIDINGS_MASTER_KEYS: first.TIDINGS_MASTER_KEYS!.join() };
  expect((await loadMasterKeys(readConfig(given, 'production'))).TIDINGS_MASTER_KEYS).toEqual(
    first.TIDINGS_MASTER_KEYS,
  );
});
