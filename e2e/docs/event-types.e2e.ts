import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../support/run-program.ts';

type Schema = { properties?: Record<string, Schema>; required?: string[]; items?: Schema };
type EventType = {
  name: string;
  trigger: string;
  frequency: string;
  versions: { version: string; schema: Schema }[];
};

const CATALOG = path.join(ROOT, 'modules', 'event', 'catalog');
const types: EventType[] = [];
for (const file of await readdir(CATALOG))
  types.push(JSON.parse(await readFile(path.join(CATALOG, file), 'utf8')) as EventType); // as the server checks it

const pageOf = (name: string) =>
  readFile(path.join(ROOT, 'docs-site', 'dist', 'event-types', name, 'index.html'), 'utf8');
const textOf = (markup: string) =>
  markup
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** The fields of a schema as a reader has to be told of them, depth first. */
function fieldsOf({ properties = {}, required = [], items }: Schema): string[] {
  const own = Object.entries(properties).flatMap(([name, field]) => [
    required.includes(name) ? name : `${name}, optional`,
    ...fieldsOf(field),
  ]);
  return items ? [...own, ...fieldsOf(items)] : own;
}

/** The fields that each table of a page names. */
function tablesIn(html: string): string[][] {
  const tables = [...html.matchAll(/<table class="schema[^]*?<\/table>/g)].map(([table]) => table);
  return tables.map((table) =>
    [...table.matchAll(/<tr[^>]*>\s*<td[^>]*>([^]*?)<\/td>/g)].map(([, cell = '']) =>
      textOf(cell.replace(/<span class="optional[^"]*">optional<\/span>/, ', optional')).replace(' ,', ','),
    ),
  );
}

test.each(types.map((type) => [type.name, type] as const))(
  'the page of %s has every field of every version, the optional ones marked, and what triggers it',
  async (name, { trigger, frequency, versions }) => {
    const html = await pageOf(name);
    const newestFirst = versions.toSorted((a, b) => b.version.localeCompare(a.version));
    expect(tablesIn(html)).toEqual(newestFirst.map(({ schema }) => fieldsOf(schema)));
    const text = textOf(html);
    for (const told of [trigger, frequency]) expect(text).toContain(told.replaceAll('`', ''));
    // What changed from each version to the next.
    expect([...html.matchAll(/<table class="changes/g)]).toHaveLength(versions.length - 1);
  },
);

test('the catalog has fields of both kinds, and types of two versions', () => {
  const fields = types.flatMap(({ versions }) => versions.flatMap(({ schema }) => fieldsOf(schema)));
  const optional = fields.filter((field) => field.endsWith(', optional'));
  expect(Math.min(optional.length, fields.length - optional.length)).toBeGreaterThan(50);
  expect(types.filter(({ versions }) => versions.length > 1).length).toBeGreaterThan(1);
});
