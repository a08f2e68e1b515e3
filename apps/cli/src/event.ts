import { z } from 'zod';

/** An event, as far as commands look into it. */
export const event = z.looseObject({
  id: z.string(),
  type: z.string(),
  created_at: z.string(),
  data: z.record(z.string(), z.unknown()),
});

/** As it is stored, with its fields in the order in which they were written. */
export const stored = z.record(z.string(), z.unknown());

/** Of an erased event there is nothing to be sent. */
export function isErased(data: Record<string, unknown>): boolean {
  return data['erased'] === true && Object.keys(data).length === 1;
}
