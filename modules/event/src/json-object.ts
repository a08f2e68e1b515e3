import { refusingProto } from '@tidings/kernel/schema';
import { z } from 'zod';

/** An object of any shape. */
export const jsonObject = refusingProto(z.record(z.string(), z.unknown()));
