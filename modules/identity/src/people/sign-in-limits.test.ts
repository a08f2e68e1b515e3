import { openDatabase } from '@tidings/kernel';
import { afterEach, expect, it } from 'vitest';
import { inhabited } from '../testing.ts';
import { countSignIn, FROM_ALL_PLACES, FROM_ONE_PLACE, welcomeSignIn } from './sign-in-limits.ts';

let home: Awaited<ReturnType<typeof inhabited>> | undefined;
const setup = async () => (home = await inhabited());
afterEach(async () => {
  await home?.close();
  home = undefined;
});

const email = 'ada@example.com';
const here = { email, address: '203.0.113.7' };
const elsewhere = { email, address: '198.51.100.9' };

it('stops guesses at one e-mail address from one place, and says when to go on', async () => {
  const { signIn, password } = await setup();
  const guess = () => signIn({ email, password: 'a wrong guess' });
  for (let count = 0; count < FROM_ONE_PLACE.max; count += 1)
    expect((await guess()).response.status).toBe(401);
  const { response } = await guess();
  expect(response.status).toBe(429);
  expect(await response.json()).toMatchObject({ message: 'Too many attempts. Try again in 15 minutes.' });
  expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(800);
  expect((await signIn({ email, password })).response.status).toBe(429);
});

it('says the same of a person whom it does not know', async () => {
  const { signIn } = await setup();
  const answers: unknown[] = [];
  for (const address of [email, 'nobody@example.com']) {
    for (let count = 0; count < FROM_ONE_PLACE.max - 1; count += 1) {
      await countSignIn(home!.database, { email: address, address: '127.0.0.1' });
    }
    const last = await signIn({ email: address, password: 'a wrong guess' });
    const refused = await signIn({ email: address, password: 'a wrong guess' });
    answers.push([
      last.response.status,
      await last.response.json(),
      refused.response.status,
      await refused.response.json(),
    ]);
  }
  expect(answers[0]).toEqual(answers[1]);
});

it('counts for all processes together, and guesses made at once one by one', async () => {
  const { database, url } = await setup();
  const other = openDatabase({ url, poolSize: 3, entities: [], onError: () => undefined });
  const tries = Array.from({ length: 40 }, (_, turn) => countSignIn(turn % 2 ? other : database, here));
  const refused = (await Promise.all(tries)).filter((wait) => wait !== null);
  await other.close();
  expect(refused).toHaveLength(40 - FROM_ONE_PLACE.max);
});

it('lets people in again when the window has ended, however often was tried meanwhile', async () => {
  const { database } = await setup();
  for (let count = 0; count < 50; count += 1) await countSignIn(database, here);
  expect(await countSignIn(database, here)).toBeLessThanOrEqual(FROM_ONE_PLACE.windowSeconds);
  await database.pool.query('UPDATE identity.attempt SET ends_at = now()');
  expect(await countSignIn(database, here)).toBeNull();
});

it('does not let strangers’ guesses hold up who comes from where they signed in before', async () => {
  const { database } = await setup();
  await welcomeSignIn(database, here);
  for (let count = 0; count < FROM_ALL_PLACES.max; count += 1) {
    await countSignIn(database, { email, address: `192.0.2.${count}` });
  }
  expect(await countSignIn(database, elsewhere)).toBeGreaterThan(0);
  expect(await countSignIn(database, here)).toBeNull();
});

it('forgets typing errors after a sign-in', async () => {
  const { signIn, password } = await setup();
  for (let round = 0; round < 2; round += 1) {
    for (let count = 0; count < 6; count += 1) await signIn({ email, password: 'a wrong guess' });
    expect((await signIn({ email, password })).response.status).toBe(200);
  }
});
