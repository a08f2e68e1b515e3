import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect, test } from 'vitest';
import { fileSchema } from './file-schema.ts';
import { SHIPPED } from './read-folder.ts';

async function json(...path: string[]): Promise<Record<string, unknown>> {
  const read: unknown = JSON.parse(await readFile(join(SHIPPED, ...path), 'utf8'));
  return read as Record<string, unknown>; // what is read here is objects
}

test('catalog.schema.json is current; if not, write-file-schema.ts writes it', async () => {
  expect(await json('..', 'catalog.schema.json')).toEqual(fileSchema());
});

test('every file that is shipped names the schema and satisfies it', async () => {
  const ajv = new Ajv2020({ allErrors: true });
  addFormats.default(ajv);
  const validate = ajv.compile(await json('..', 'catalog.schema.json'));
  const names = await readdir(SHIPPED);
  expect(names.length).toBeGreaterThan(29);
  for (const name of names) {
    const file = await json(name);
    validate(file);
    expect([name, file['$schema'], validate.errors]).toEqual([name, '../catalog.schema.json', null]);
    expect(name).toBe(`${String(file['name'])}.json`);
  }
});

test('it refuses a file that has a field too many, or one too few', async () => {
  const ajv = new Ajv2020();
  addFormats.default(ajv);
  const validate = ajv.compile(fileSchema());
  const file = await json('tag.created.json');
  expect(validate({ ...file, colour: 'red' })).toBe(false);
  expect(validate({ ...file, versions: [] })).toBe(false);
  expect(validate({ ...file, trigger: undefined })).toBe(false);
});
