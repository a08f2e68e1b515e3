import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { catalogFolder, eventTypeOf } from '../testing.ts';
import { readFolder } from './read-folder.ts';

const ORDER = eventTypeOf('order.placed', [{ version: '2026-01-01', schema: {}, example: {} }]);

async function folderOf(contents: Record<string, unknown>) {
  const { folder, remove } = await catalogFolder(contents);
  onTestFinished(remove);
  return folder;
}

test('every *.json is an event type, and nothing else is read', async () => {
  const folder = await folderOf({ 'a.json': { $schema: '../x.json', ...ORDER }, 'README.md': 'Types.' });
  const read = await readFolder(folder);
  expect([...read.keys()]).toEqual([join(folder, 'a.json')]);
  expect([...read.values()].map(({ type }) => type.name)).toEqual(['order.placed']);
});

test('a file that has not changed is not compiled again', async () => {
  const folder = await folderOf({ 'a.json': ORDER, 'b.json': { ...ORDER, name: 'order.paid' } });
  const before = await readFolder(folder);
  await writeFile(join(folder, 'b.json'), JSON.stringify({ ...ORDER, name: 'order.shipped' }));
  const after = await readFolder(folder, before);
  expect(after.get(join(folder, 'a.json'))).toBe(before.get(join(folder, 'a.json')));
  expect(after.get(join(folder, 'b.json'))?.type.name).toBe('order.shipped');
});

test('a folder that is not there is told as a fault of CATALOG_DIR', async () => {
  const folder = join(await folderOf({}), 'missing');
  await expect(readFolder(folder)).rejects.toThrow(`CATALOG_DIR: the folder ${folder} cannot be read.`);
});

test('a folder without event types is told as a fault of CATALOG_DIR', async () => {
  const folder = await folderOf({ 'README.md': 'No types yet.' });
  await expect(readFolder(folder)).rejects.toThrow(
    `CATALOG_DIR: there is no event type (*.json) in ${folder}.`,
  );
});

test('a file that is no JSON is named', async () => {
  const folder = await folderOf({ 'order.placed.json': ORDER, 'broken.json': '{"name": ' });
  await expect(readFolder(folder)).rejects.toThrow(
    `${join(folder, 'broken.json')}: not readable as JSON: SyntaxError`,
  );
});

test('a file that is no event type is named, with each place that is wrong', async () => {
  const folder = await folderOf({ 'broken.json': { ...ORDER, name: 'Order', versions: [], colour: 'red' } });
  const failure = await readFolder(folder).catch(String);
  expect(failure).toContain(
    `${join(folder, 'broken.json')}: /name: Expected a name like "email.opened".; /versions: `,
  );
  expect(failure).toContain('"colour"');
});

test('an example that is wrong is named with its file and place', async () => {
  const versions = [{ version: '2026-01-01', schema: { required: ['id'] }, example: {} }];
  const folder = await folderOf({ 'broken.json': { ...ORDER, versions } });
  await expect(readFolder(folder)).rejects.toThrow(
    `${join(folder, 'broken.json')}: /versions/0/example/id: This field is required.`,
  );
});

test('two files of one type are refused, since one would hide the other', async () => {
  const folder = await folderOf({ 'a.json': ORDER, 'b.json': ORDER });
  await expect(readFolder(folder)).rejects.toThrow(
    `${join(folder, 'b.json')}: /name: order.placed is in ${join(folder, 'a.json')} already`,
  );
});
