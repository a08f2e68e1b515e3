import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Logger, readConfig } from '@tidings/kernel';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { catalogOf } from '../catalog.ts';
import type { EventType } from '../schema.ts';
import { eventTypeOf, openEvents } from '../testing.ts';
import { followCatalog } from './follow-catalog.ts';
import { loadCatalog } from './live-catalog.ts';

let home: Awaited<ReturnType<typeof openEvents>>;
beforeAll(async () => {
  home = await openEvents();
});
afterAll(() => home.close());

let count = 0;
const fields = (...names: string[]) => ({
  type: 'object',
  properties: Object.fromEntries(names.map((name) => [name, {}])),
});

/** A folder with one type of its own, and processes that start on it. */
async function setup() {
  count += 1;
  const name = `parcel_${count}.sent`;
  const folder = await mkdtemp(join(tmpdir(), 'tidings-follow-'));
  const file = join(folder, 'parcel.json');
  onTestFinished(() => rm(folder, { recursive: true }));
  const write = (schema: Record<string, unknown>, more: Partial<EventType> = {}) =>
    writeFile(
      file,
      JSON.stringify({
        ...eventTypeOf(name, [{ version: '2026-01-01', schema, example: {} }]),
        ...more,
      }),
    );
  const told: string[] = [];
  const tell = (_: object, text: string) => told.push(text);
  const log = { error: tell, warn: tell, info: tell } as unknown as Logger; // the three that are called
  const start = async (meanwhile?: () => Promise<void>) => {
    const config = { ...readConfig({ CATALOG_DIR: folder, LOG_LEVEL: 'silent' }, 'production') };
    await loadCatalog(config);
    await meanwhile?.();
    const stop = await followCatalog({ config, database: home.database, log }, { everyMs: 20, settleMs: 20 });
    onTestFinished(stop);
    return {
      type: () => catalogOf({ config }).get(name),
      names: () =>
        catalogOf({ config })
          .list()
          .map((type) => type.name),
    };
  };
  return { name, folder, file, write, start, told };
}

test('a file that changes is read again, and so are files that come and go', async () => {
  const { name, folder, file, write, start } = await setup();
  await write(fields('a'));
  const process = await start();
  await write(fields('a', 'b'), { description: 'Otherwise.' });
  await expect.poll(() => process.type()?.description).toBe('Otherwise.');
  const other = eventTypeOf('van.loaded', [{ version: '2026-01-01', schema: {}, example: {} }]);
  await writeFile(join(folder, 'van.json'), JSON.stringify(other));
  await expect.poll(() => process.names()).toEqual([name, 'van.loaded']);
  await rm(file);
  await expect.poll(() => process.names()).toEqual(['van.loaded']);
});

test('a file that is wrong changes nothing and is named in the log; the next that is right does', async () => {
  const { file, write, start, told } = await setup();
  await write(fields('a'));
  const process = await start();
  await writeFile(file, '{"name": ');
  await expect.poll(() => told.join()).toContain(`stays as it was: ${file}: not readable as JSON`);
  await write({ type: 'thing' });
  await expect.poll(() => told.join()).toContain(`${file}: /versions/0/schema/type: `);
  expect(process.type()?.versions[0]?.schema).toEqual(fields('a'));
  await write(fields('a', 'b'));
  await expect.poll(() => process.type()?.versions[0]?.schema).toEqual(fields('a', 'b'));
});

test('a file that breaks a version in use changes nothing, and neither does one that leaves a version out', async () => {
  const { file, write, start, told } = await setup();
  await write(fields('a', 'b'));
  const process = await start();
  await write(fields('a'));
  await expect
    .poll(() => told.join())
    .toContain(`${file}: /versions/0/schema/properties: /b of 2026-01-01: Removed.`);
  expect(process.type()?.versions[0]?.schema).toEqual(fields('a', 'b'));
  await write({}, { versions: [{ version: '2026-02-01', schema: {}, example: {} }] });
  await expect.poll(() => told.join()).toContain(`${file}: /versions: Version 2026-01-01 is missing.`);
});

test('a start with a file that breaks a version in use names file, place and fault', async () => {
  const { file, write, start } = await setup();
  await write(fields('a', 'b'));
  await start();
  await write(fields('a', 'c'));
  await expect(start()).rejects.toThrow(
    `${file}: /versions/0/schema/properties: /b of 2026-01-01: Removed. ` +
      'Version 2026-01-01 is in use; make this a new version.',
  );
});

test('an older release starts with the schemas of its day, and the newer one again after it', async () => {
  const { write, start } = await setup();
  await write(fields('a'));
  await start();
  await write(fields('a', 'b'));
  await start();
  await write(fields('a'));
  expect((await start()).type()?.versions[0]?.schema).toEqual(fields('a'));
  await write(fields('a', 'b'));
  expect((await start()).type()?.versions[0]?.schema).toEqual(fields('a', 'b'));
});

test('a file that changes while the process starts is read again', async () => {
  const { write, start } = await setup();
  await write(fields('a'));
  const process = await start(() => write(fields('a', 'b')));
  await expect.poll(() => process.type()?.versions[0]?.schema).toEqual(fields('a', 'b'));
});
