import { z } from 'zod';
import { parseFilter } from './parse-filter.ts';

/**
 * A filter over an event's data. Looked at before Zod takes it apart, which would leave out a key `__proto__` without a
 * word; kept as it was given.
 */
export const filterInput = z
  .preprocess(
    (given, context) => {
      for (const { path, message } of parseFilter(given).faults ?? []) {
        context.addIssue({ code: 'custom', path, message, input: given });
      }
      return given;
    },
    z.record(z.string(), z.unknown()),
  )
  .meta({
    description:
      "Lets through the events whose data satisfies it: a subset of MongoDB's query language. `{}` lets everything through.",
    example: { 'object.tags': ['vip', 'premium'], 'object.amount': { $gte: 100 } },
  });
