import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { keepOnce } from './keep-once.ts';

async function setup() {
  const parent = await mkdtemp(join(tmpdir(), 'tidings-keep-once-'));
  onTestFinished(() => rm(parent, { recursive: true, force: true }));
  return { parent, folder: join(parent, 'made', 'when-needed') };
}

test('the value is made at the first start and the same ever after', async () => {
  const { folder } = await setup();
  expect(await keepOnce(folder, 'key', () => 'first')).toBe('first');
  expect(await keepOnce(folder, 'key', () => 'second')).toBe('first');
  expect(await keepOnce(folder, 'other-key', () => 'third')).toBe('third');
});

test('of many that start together one makes the value, and all get it whole', async () => {
  const { folder } = await setup();
  const values = await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      keepOnce(folder, 'key', () => `value of ${index} `.padEnd(200, '-')),
    ),
  );
  expect(new Set(values).size).toBe(1);
  expect(values[0]).toMatch(/^value of \d+ -+$/);
  expect(await readFile(join(folder, 'key'), 'utf8')).toBe(`${values[0]}\n`);
});

test('nothing else stays in the folder', async () => {
  const { folder } = await setup();
  await Promise.all([keepOnce(folder, 'key', () => 'a'), keepOnce(folder, 'key', () => 'b')]);
  expect(await readdir(folder)).toEqual(['key']);
});

test('only its owner can read it', async () => {
  const { folder } = await setup();
  await keepOnce(folder, 'key', () => 'secret');
  expect((await stat(join(folder, 'key'))).mode & 0o777).toBe(0o600);
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
});

test('a value that the operator wrote counts, without the line’s end', async () => {
  const { parent } = await setup();
  await writeFile(join(parent, 'key'), ' by hand \r\n');
  expect(await keepOnce(parent, 'key', () => 'made')).toBe('by hand');
});

test('a folder that cannot be made is told as a fault of DATA_DIR', async () => {
  const { parent } = await setup();
  await writeFile(join(parent, 'file'), '');
  await expect(keepOnce(join(parent, 'file', 'folder'), 'key', () => 'x')).rejects.toThrow(
    `DATA_DIR: cannot keep ${join(parent, 'file', 'folder', 'key')}: Error: ENOTDIR`,
  );
});
