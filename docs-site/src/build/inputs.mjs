import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SHIPPED_CATALOG = fileURLToPath(new URL('../../../modules/event/catalog/', import.meta.url));
const OPENAPI_FILE = fileURLToPath(new URL('../../openapi.json', import.meta.url));

// The order in which a newcomer meets them; an operator's own categories follow by name.
const CATEGORY_ORDER = ['Email', 'Campaign', 'Contact', 'Subscriber', 'Purchase', 'Tag', 'Custom field'];
const categoryRank = (category) => {
  if (category === 'System') return Number.MAX_SAFE_INTEGER;
  const index = CATEGORY_ORDER.indexOf(category);
  return index === -1 ? CATEGORY_ORDER.length : index;
};

/** The event types, from `CATALOG_DIR` where it is set, else those that are shipped. */
export function readCatalog() {
  const folder = process.env.CATALOG_DIR || SHIPPED_CATALOG;
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')))
    .toSorted(
      (a, b) =>
        categoryRank(a.category) - categoryRank(b.category) ||
        a.category.localeCompare(b.category) ||
        a.name.localeCompare(b.name),
    );
}

/** The document that the server emits, or null where it has not been emitted. */
export function readOpenApi() {
  return existsSync(OPENAPI_FILE) ? JSON.parse(readFileSync(OPENAPI_FILE, 'utf8')) : null;
}
