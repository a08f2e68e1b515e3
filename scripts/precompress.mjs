// node scripts/precompress.mjs FOLDER
// Writes `file.br` and `file.gz` beside every text file below a folder, for the server to send as they are. Once for each
// build, so it may take longer than an answer may; quality 11 of Brotli would take ten times as long for a twentieth less.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { extname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const TEXTS = new Set(['.css', '.html', '.js', '.json', '.mjs', '.svg', '.txt', '.webmanifest', '.xml']);
/** What fits into one packet does not arrive any sooner. */
const LEAST_BYTES = 1_024;

const toBrotli = promisify(brotliCompress);
const toGzip = promisify(gzip);

async function compress(path) {
  const text = await readFile(path);
  if (text.length < LEAST_BYTES) return;
  const forms = {
    br: toBrotli(text, {
      params: {
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_QUALITY]: 9,
        [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
      },
    }),
    gz: toGzip(text, { level: 9 }),
  };
  for (const [suffix, form] of Object.entries(forms)) {
    const bytes = await form;
    if (bytes.length < text.length) await writeFile(`${path}.${suffix}`, bytes);
  }
}

/** Every text file below the folder, each once. */
export async function precompress(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && TEXTS.has(extname(entry.name)))
    .map((entry) => join(entry.parentPath, entry.name));
  const work = async () => {
    for (let path = paths.pop(); path !== undefined; path = paths.pop()) await compress(path);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
}

if (process.argv[2] !== undefined) await precompress(resolve(process.argv[2]));
