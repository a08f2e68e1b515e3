import { writeFile } from 'node:fs/promises';
import { readCatalog, showEventType } from '@tidings/event';
import { openApiDocument } from './http/openapi.ts';

/** Writes what the documentation is made of into the folder that is named: `openapi.json` and `event-types.json`. */
const [folder] = process.argv.slice(2);
if (!folder) throw new Error('Name the folder to write to: node src/emit-openapi.ts <folder>');
const catalog = await readCatalog(process.env['CATALOG_DIR']);
const contents = {
  'openapi.json': openApiDocument('https://tidings.example.com', catalog),
  'event-types.json': catalog.list().map(showEventType),
};
for (const [name, content] of Object.entries(contents)) {
  await writeFile(`${folder}/${name}`, `${JSON.stringify(content, null, 2)}\n`);
}
