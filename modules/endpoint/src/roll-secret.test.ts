import { liveSecrets } from '@tidings/secret';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { installation } from './testing.ts';

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
});
afterAll(() => home.close());

async function setup(input: Parameters<ReturnType<typeof home.account>['create']>[0] = {}) {
  const { create, ctx, webhooks } = home.account();
  const made = await create(input);
  const live = async () => (await liveSecrets(ctx, [made.id])).get(made.id);
  return { ctx, live, made, webhooks };
}

it('shows the new secret once, and until when the old one signs', async () => {
  const { live, made, webhooks } = await setup();
  const rolled = await webhooks.rollSecret({ id: made.id });
  expect(rolled.secret).toMatch(/^whsec_/);
  expect(await live()).toEqual([rolled.secret, made.secret]);
  expect(rolled).toMatchObject({
    id: made.id,
    secret_hint: `whsec_…${rolled.secret.slice(-4)}`,
    secrets: [
      { hint: rolled.secret_hint, expires_at: null },
      { hint: made.secret_hint, expires_at: rolled.overlap_ends_at },
    ],
  });
  const shown = await webhooks.get({ id: made.id });
  expect(shown).toEqual({ ...shown, secrets: rolled.secrets, secret_hint: rolled.secret_hint });
  for (const secret of [rolled.secret, made.secret]) expect(JSON.stringify(shown)).not.toContain(secret);
});

it('counts as a change of the webhook', async () => {
  const { made, webhooks } = await setup();
  home.passMs(1_000);
  const { updated_at: rolledAt } = await webhooks.rollSecret({ id: made.id });
  expect(rolledAt > made.updated_at).toBe(true);
  expect((await webhooks.get({ id: made.id })).updated_at).toBe(rolledAt);
});

it('ends the old one at once without an overlap', async () => {
  const { live, made, webhooks } = await setup();
  const rolled = await webhooks.rollSecret({ id: made.id, overlap_hours: 0 });
  expect(rolled.overlap_ends_at).toBe(null);
  expect(rolled.secrets).toHaveLength(1);
  expect(await live()).toEqual([rolled.secret]);
});

it('says until when the one before signs, whatever an earlier roll promised to older ones', async () => {
  const { live, made, webhooks } = await setup();
  const first = await webhooks.rollSecret({ id: made.id, overlap_hours: 168 });
  const second = await webhooks.rollSecret({ id: made.id, overlap_hours: 24 });
  expect(second.secrets.map(({ expires_at: end }) => end)).toEqual([
    null,
    second.overlap_ends_at,
    first.overlap_ends_at,
  ]);
  expect(Date.parse(second.overlap_ends_at!)).toBeLessThan(Date.parse(first.overlap_ends_at!));
  expect(await live()).toEqual([second.secret, first.secret, made.secret]);
});

it.each([-1, 169, 1.5, '24', null])('refuses an overlap of %j hours', async (overlap) => {
  const { live, made, webhooks } = await setup();
  const refusal = webhooks.rollSecret({ id: made.id, overlap_hours: overlap as number }); // what a client might send
  await expect(refusal).rejects.toMatchObject({ cause: { issues: [{ path: '/overlap_hours' }] } });
  expect(await live()).toEqual([made.secret]);
});

it('does not find another account’s webhook', async () => {
  const { live, made } = await setup();
  const stranger = home.account().webhooks;
  await expect(stranger.rollSecret({ id: made.id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await live()).toEqual([made.secret]);
});

it('lets rolls that come at once follow one another, five secrets at most', async () => {
  const { live, made, webhooks } = await setup();
  const rolled = await Promise.all(Array.from({ length: 8 }, () => webhooks.rollSecret({ id: made.id })));
  const secrets = await live();
  expect(secrets).toHaveLength(5);
  expect(rolled.map(({ secret }) => secret)).toEqual(expect.arrayContaining(secrets!));
  expect(
    (await webhooks.get({ id: made.id })).secrets.filter(({ expires_at: end }) => end === null),
  ).toHaveLength(1);
});

it('shows a public key with the scheme ed25519 only, the same one when the scheme comes back', async () => {
  const { made, webhooks } = await setup();
  const { id } = made;
  expect(made).toMatchObject({ signature_scheme: 'standard', public_key: null });
  const { public_key: first } = await webhooks.update({ id, signature_scheme: 'ed25519' });
  expect(first).toMatch(/^whpk_[A-Za-z0-9+/]{43}=$/);
  expect((await webhooks.update({ id, signature_scheme: 'timestamped' })).public_key).toBe(null);
  expect((await webhooks.jwks({ id })).keys).toEqual([]);
  expect((await webhooks.update({ id, signature_scheme: 'ed25519' })).public_key).toBe(first);
});

it('rolls a key pair with the secret, and gives both public keys meanwhile', async () => {
  const { made, webhooks } = await setup({ signature_scheme: 'ed25519' });
  const { id } = made;
  const rolled = await webhooks.rollSecret({ id });
  expect(rolled.public_key).toMatch(/^whpk_/);
  expect(rolled.public_key).not.toBe(made.public_key);
  const { keys } = await home.account().webhooks.jwks({ id }); // whoever asks
  expect(keys).toMatchObject([
    { kty: 'OKP', crv: 'Ed25519' },
    { kty: 'OKP', crv: 'Ed25519' },
  ]);
  const written = (key: string | null) => Buffer.from(key!.slice(5), 'base64').toString('base64url');
  expect(keys.map(({ x }) => x)).toEqual([written(rolled.public_key), written(made.public_key)]);
  await webhooks.rollSecret({ id, overlap_hours: 0 });
  expect((await webhooks.jwks({ id })).keys).toHaveLength(1);
});

it('refuses a scheme that there is not', async () => {
  const refusal = setup({ signature_scheme: 'rot13' as never }); // what a client might send
  await expect(refusal).rejects.toMatchObject({ cause: { issues: [{ path: '/signature_scheme' }] } });
});

it('reveals a secret to no key', async () => {
  const { made, webhooks } = await setup();
  await expect(webhooks.revealSecret({ id: made.id, password: 'x' })).rejects.toMatchObject({
    code: 'FORBIDDEN',
  });
});
