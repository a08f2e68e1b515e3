import { typeId } from '@tidings/kernel/schema';
import { z } from 'zod';

/** What of the list of keys stands in the address. */
export const keysSearch = z.object({ app: typeId('app').optional().catch(undefined) });
export type KeysSearch = z.output<typeof keysSearch>;
