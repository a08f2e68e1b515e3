import { z } from 'zod';

const version = z.iso.date();

/** The address of the reference: a type, one of its versions, and what is searched for. */
export const referenceSearch = z.object({
  type: z.string().max(100).optional().catch(undefined),
  version: version.optional().catch(undefined),
  q: z.string().max(200).optional().catch(undefined),
});
export type ReferenceSearch = z.output<typeof referenceSearch>;
