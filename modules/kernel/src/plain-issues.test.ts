import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import './plain-issues.ts';

function messagesOf(schema: z.ZodType, value: unknown): string[] {
  return schema.safeParse(value).error?.issues.map(({ message }) => message) ?? [];
}

describe('a refused value is told what was expected', () => {
  it.each<[z.ZodType, unknown, string]>([
    [z.string(), 5, 'Expected text, and got a number.'],
    [z.string(), null, 'Expected text, and got null.'],
    [z.string(), undefined, 'This is required: text.'],
    [z.number(), '5', 'Expected a number, and got text.'],
    [z.number(), Number.NaN, 'Expected a number, and got something that is not a number.'],
    [z.int(), 1.5, 'Expected a whole number, and got a number with a fraction.'],
    [z.boolean(), 0, 'Expected true or false, and got a number.'],
    [z.array(z.string()), {}, 'Expected a list, and got an object.'],
    [z.record(z.string(), z.string()), [], 'Expected an object, and got a list.'],
    [z.strictObject({}), 'x', 'Expected an object, and got text.'],
    [z.enum(['a', 'b', 'c']), 'd', 'Expected "a", "b" or "c".'],
    [z.literal(5), 6, 'Expected 5.'],
    [z.string().max(2000), 'x'.repeat(2001), 'Expected at most 2,000 characters.'],
    [z.string().min(1), '', 'Expected at least 1 character.'],
    [z.string().length(3), 'x', 'Expected exactly 3 characters.'],
    [z.array(z.string()).min(2), [], 'Expected at least 2 items.'],
    [z.number().max(30), 31, 'Expected a number of at most 30.'],
    [z.number().positive(), 0, 'Expected a number of more than 0.'],
    [z.number().multipleOf(5), 7, 'Expected a multiple of 5.'],
    [z.iso.date(), 'soon', 'Expected a date such as 2026-11-01.'],
    [z.email(), 'ada', 'Expected an e-mail address.'],
    [z.string().regex(/^a$/), 'b', 'Expected text of the form /^a$/.'],
    [z.union([z.string(), z.array(z.string())]), 5, 'Expected text or a list.'],
    [z.string().refine(() => false), 'x', 'This value is not valid.'],
    [z.string('Give it a name.'), 5, 'Give it a name.'],
  ])('%#: %s', (schema, value, message) => {
    expect(messagesOf(schema, value)).toEqual([message]);
  });
});
