import { z } from 'zod';
import { name } from '@tidings/kernel/schema';
import { more } from './more-schema.ts';

export const event = z.object({ name, more });
