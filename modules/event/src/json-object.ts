import { z } from 'zod';

/** An object of any shape. Zod leaves out a key `__proto__` without a word; what is sent here is kept whole or refused. */
export const jsonObject = z.preprocess(
  (data, context) => {
    if (typeof data === 'object' && data !== null && Object.hasOwn(data, '__proto__')) {
      context.addIssue({
        code: 'custom',
        path: ['__proto__'],
        message: 'This name cannot be used.',
        input: data,
      });
    }
    return data;
  },
  z.record(z.string(), z.unknown()),
);
