import { z } from 'zod';

export const more = z.string();
