import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from './testing.ts';
import { whenSettled } from './when-settled.ts';

let home: TestDatabase;
beforeAll(async () => {
  home = await createTestDatabase({ steps: [] });
});
afterAll(() => home.drop());

function setup() {
  const told: string[] = [];
  const follow = (name: string) => ({
    committed: () => void told.push(`${name} committed`),
    rolledBack: () => void told.push(`${name} rolled back`),
  });
  return { told, follow, transaction: home.database.transaction };
}

test('whoever waits for the end of a transaction hears of the commit, after it and in order', async () => {
  const { told, follow, transaction } = setup();
  const answer = await transaction(async (tx) => {
    whenSettled(tx, follow('first'));
    whenSettled(tx, follow('second'));
    expect(told).toEqual([]);
    return 'answer';
  });
  expect([answer, told]).toEqual(['answer', ['first committed', 'second committed']]);
});

test('whoever waits for the end of a transaction hears that it was rolled back', async () => {
  const { told, follow, transaction } = setup();
  const work = transaction(async (tx) => {
    whenSettled(tx, follow('it'));
    throw new Error('undo');
  });
  await expect(work).rejects.toThrow('undo');
  expect(told).toEqual(['it rolled back']);
});

test('whoever waits for the end of a unit of work hears of it as well', async () => {
  const { told, follow } = setup();
  await home.database.unitOfWork(async (tx) => whenSettled(tx, follow('first')));
  const undone = home.database.unitOfWork(async (tx) => {
    whenSettled(tx, follow('second'));
    throw new Error('undo');
  });
  await expect(undone).rejects.toThrow('undo');
  expect(told).toEqual(['first committed', 'second rolled back']);
});

test('each try of a transaction that begins again has an end of its own', async () => {
  const { told, follow, transaction } = setup();
  let tries = 0;
  await transaction(async (tx) => {
    tries += 1;
    whenSettled(tx, follow(`try ${tries}`));
    if (tries === 1) throw Object.assign(new Error('deadlock detected'), { code: '40P01' });
  });
  expect(told).toEqual(['try 1 rolled back', 'try 2 committed']);
});

test('the end of what is no open transaction cannot be waited for', async () => {
  const { follow, transaction } = setup();
  expect(() => whenSettled(home.database, follow('pool'))).toThrow('Only the end of a transaction');
  const over = await transaction(async (tx) => tx);
  expect(() => whenSettled(over, follow('over'))).toThrow('Only the end of a transaction');
});
