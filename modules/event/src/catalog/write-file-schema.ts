import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileSchema } from './file-schema.ts';

/** Run after a change of `eventTypeFile`: node modules/event/src/catalog/write-file-schema.ts */
const file = join(import.meta.dirname, '..', '..', 'catalog.schema.json');
await writeFile(file, `${JSON.stringify(fileSchema(), null, 2)}\n`);
