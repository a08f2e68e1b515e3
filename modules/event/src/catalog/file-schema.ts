import { z } from 'zod';
import { eventTypeFile } from '../schema.ts';

/** The JSON Schema of a file of the catalog folder, for editors and for whoever writes such files. */
export function fileSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(eventTypeFile, { io: 'input', target: 'draft-2020-12' });
  return {
    $schema,
    title: 'Event type',
    description: 'One event type of a Tidings catalog: a file of the folder that CATALOG_DIR names.',
    ...schema,
  };
}
