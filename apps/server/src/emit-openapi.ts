import { writeFile } from 'node:fs/promises';
import { openApiDocument } from './http/openapi.ts';

/** Writes the OpenAPI document to the file that is named, for the documentation. */
const [file] = process.argv.slice(2);
if (!file) throw new Error('Name the file to write: node src/emit-openapi.ts <file>');
await writeFile(file, `${JSON.stringify(openApiDocument('https://tidings.example.com'), null, 2)}\n`);
