import { z } from 'zod';

/** A text of the URL, of so many letters. A value that the router took for a number, such as `?q=123`, is text here. */
export const searchWords = (most: number) => z.coerce.string().max(most).optional().catch(undefined);
