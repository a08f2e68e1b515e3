import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SHIPPED_CATALOG = fileURLToPath(new URL('../../../modules/event/catalog/', import.meta.url));
const FILE_SCHEMA = fileURLToPath(new URL('../../../modules/event/catalog.schema.json', import.meta.url));
// What the server makes of the catalog: the same types, with what each version changed.
const SHOWN_FILE = fileURLToPath(new URL('../../event-types.json', import.meta.url));
const OPENAPI_FILE = fileURLToPath(new URL('../../openapi.json', import.meta.url));

// The order in which a newcomer meets them; an operator's own categories follow by name.
const CATEGORY_ORDER = ['Email', 'Campaign', 'Contact', 'Subscriber', 'Purchase', 'Tag', 'Custom field'];
const categoryRank = (category) => {
  if (category === 'System') return Number.MAX_SAFE_INTEGER;
  const index = CATEGORY_ORDER.indexOf(category);
  return index === -1 ? CATEGORY_ORDER.length : index;
};

/**
 * The event types as the server emitted them, or, where it has not, from `CATALOG_DIR`, else those that are shipped.
 * Versions are newest first.
 */
export function readCatalog() {
  return (existsSync(SHOWN_FILE) ? readJson(SHOWN_FILE) : readFolder())
    .map((type) => ({
      ...type,
      versions: type.versions.toSorted((a, b) => b.version.localeCompare(a.version)),
    }))
    .toSorted(
      (a, b) =>
        categoryRank(a.category) - categoryRank(b.category) ||
        a.category.localeCompare(b.category) ||
        a.name.localeCompare(b.name),
    );
}

function readFolder() {
  const folder = process.env.CATALOG_DIR || SHIPPED_CATALOG;
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => readJson(join(folder, file)));
}

function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** The document that the server emits, or null where it has not been emitted. */
export function readOpenApi() {
  return existsSync(OPENAPI_FILE) ? readJson(OPENAPI_FILE) : null;
}

/** The JSON Schema of a file of the catalog. */
export function readFileSchema() {
  return readJson(FILE_SCHEMA);
}
