import { afterEach, expect, test } from 'vitest';
import { inhabited } from '../testing.ts';
import { isFirstStart } from './is-first-start.ts';
import { addPerson } from './testing-people.ts';

let home: Awaited<ReturnType<typeof inhabited>>;
afterEach(() => home.close());

test('it is the first start until the first person has signed in', async () => {
  home = await inhabited();
  const answer = await home.get('/sign-in-options', '');
  expect(await answer.json()).toMatchObject({ is_new: true });
  await home.signIn();
  expect(await isFirstStart(home.process.database)).toBe(false);
});

test('where somebody was added it is no first start, though nobody has signed in', async () => {
  home = await inhabited();
  await addPerson(home, 'grace@example.com', 'developer');
  expect(await isFirstStart(home.process.database)).toBe(false);
});
