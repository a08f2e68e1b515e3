import { type Context, decodeCursor, pageFrom } from '@tidings/kernel';
import type { Page, PageInput } from '@tidings/kernel/schema';
import { catalogOf } from './catalog.ts';
import { showEventType } from './catalog/show-event-type.ts';
import type { ShownEventType } from './schema.ts';

const LIST = 'event-types';

/**
 * The types of the catalog by name. It may change between two pages: what comes after the cursor by name is on the next.
 * @throws {DomainError} `invalid` for a cursor that this list did not give.
 */
export function listEventTypes(ctx: Context, { limit, cursor }: PageInput): Page<ShownEventType> {
  const [after = ''] = decodeCursor(LIST, cursor, 1) ?? [];
  const types = catalogOf(ctx)
    .list()
    .filter(({ name }) => name > after)
    .slice(0, limit + 1);
  return pageFrom(types, limit, { list: LIST, show: showEventType, position: ({ name }) => [name] });
}
