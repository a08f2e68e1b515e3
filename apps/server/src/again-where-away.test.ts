import { expect, it, vi } from 'vitest';
import { againWhereAway } from './again-where-away.ts';

const BROKEN = new Error('Client has encountered a connection error and is not queryable');

it('does once more what lost its connection', async () => {
  const work = vi.fn().mockRejectedValueOnce(BROKEN).mockRejectedValueOnce(BROKEN).mockResolvedValue('done');
  expect(await againWhereAway(work)).toBe('done');
});

it('gives up where the database stays away, and at once where something else is wrong', async () => {
  const away = vi.fn().mockRejectedValue(BROKEN);
  await expect(againWhereAway(away)).rejects.toBe(BROKEN);
  expect(away).toHaveBeenCalledTimes(5);
  const wrong = vi.fn().mockRejectedValue(new Error('DATA_DIR cannot be written.'));
  await expect(againWhereAway(wrong)).rejects.toThrow('DATA_DIR');
  expect(wrong).toHaveBeenCalledOnce();
});
