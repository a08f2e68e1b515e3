import { z } from 'zod';
import './plain-issues.ts';

/** The prefixes of every public id; what follows is a UUIDv7 in Crockford base 32 (TypeID 0.3). */
export const ID_PREFIXES = [
  'acct',
  'evt',
  'wh',
  'del',
  'att',
  'app',
  'key',
  'rpl',
  'ptl',
  'inv',
  'aud',
  'ntc',
] as const;
export type IdPrefix = (typeof ID_PREFIXES)[number];

/** A TypeID with the given prefix, e.g. `wh_01k9w3m5kqe8nb2v7x4r6t0zcd`. */
export function typeId(prefix: IdPrefix) {
  return z
    .string()
    .regex(new RegExp(`^${prefix}_[0-7][0-9a-hjkmnp-tv-z]{25}$`), `Expected an id like "${prefix}_01k…".`)
    .meta({ description: `TypeID with prefix ${prefix}_`, example: `${prefix}_01k9w3m5kqe8nb2v7x4r6t0zcd` });
}

/** What people of an account may do; each may all that the ones before it may. */
export const role = z.enum(['viewer', 'developer', 'admin']).meta({ id: 'Role' });
export type Role = z.output<typeof role>;

/** What an account key may do. */
export const SCOPES = [
  'webhooks:read',
  'webhooks:write',
  'events:read',
  'events:write',
  'deliveries:read',
  'deliveries:write',
  'keys:write',
] as const;
export const scope = z.enum(SCOPES).meta({ id: 'Scope' });
export type Scope = z.output<typeof scope>;

/** Who made something: a person (also one who came by a portal link), an app or key, or a service. */
export const creator = z
  .object({
    type: z.enum(['user', 'app', 'service']),
    id: z.string().meta({
      description:
        'Of the person, or the portal session (`ptl_…`) by which somebody came; of the app, or of an account key that is of ' +
        'no app (`key_…`, also of type `app`); of the service key.',
    }),
    name: z.string(),
  })
  .meta({ id: 'Creator' });
export type Creator = z.output<typeof creator>;

/** Names of the tz database, such as `Europe/Paris`, as far as this machine knows them. */
export const timeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, 'Expected a time zone such as "Europe/Paris" or "UTC".')
  .meta({ description: 'Name of the tz database, such as `Europe/Paris`.' });

function isTimeZone(name: string): boolean {
  try {
    // An offset such as "+01:00" is one too, and has no summer.
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** What is said of a name that no field may have. */
export function refusalOfName(name: string): string {
  return `The name ${name} cannot be used.`;
}

/** By assigning to it JavaScript changes what an object inherits; zod leaves it out of a record without a word. */
export const PROTO = '__proto__';

/** A schema that keeps what it is given whole or refuses it: a key `__proto__` is refused before a record leaves it out. */
export function refusingProto<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((given: z.input<Schema>, context) => {
    if (typeof given === 'object' && given !== null && Object.hasOwn(given, PROTO))
      context.addIssue({ code: 'custom', path: [PROTO], message: refusalOfName(PROTO), input: given });
    return given;
  }, schema);
}

/** Text that Postgres can keep: it knows no character NUL. */
export const text = z.string().regex(/^[^\0]*$/, 'Text cannot contain the character NUL.');

export const timestamp = z.iso
  .datetime({ offset: true, error: 'Expected an ISO 8601 date and time such as 2026-11-20T14:34:00.000Z.' })
  .meta({ description: 'ISO 8601 date and time' });

/** What every list takes: at most `limit` rows, after the row that `cursor` names. */
export const pageInput = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(25).meta({ description: 'Rows a page, 1 to 100.' }),
  cursor: z.string().max(500).optional().meta({ description: '`next_cursor` of the page before.' }),
});
export type PageInput = z.output<typeof pageInput>;

/** What every list answers. */
export function pageOf<Row extends z.ZodType>(row: Row) {
  return z.object({ data: z.array(row), has_more: z.boolean(), next_cursor: z.string().nullable() });
}
export type Page<Row> = { data: Row[]; has_more: boolean; next_cursor: string | null };

/** RFC 9457 problem details, the body of every error over REST. */
export const problem = z
  .object({
    type: z.string().meta({ description: 'URI that identifies the kind of problem.' }),
    title: z.string(),
    status: z.number().int(),
    code: z.string().meta({ description: 'Stable name of the problem, for programs.' }),
    detail: z.string(),
    request_id: z.string(),
    issues: z
      .array(
        z.object({
          path: z
            .string()
            .meta({ description: "JSON pointer from the request body, or the parameter's name." }),
          message: z.string(),
        }),
      )
      // During an upgrade a process of the version before may answer without.
      .default([])
      .meta({ description: 'What is wrong where; empty when no place can be named.' }),
    retry_after: z
      .number()
      .int()
      .optional()
      .meta({
        description:
          'With 429, and with 503 where it is sure that nothing was done: seconds after which it is possible again, as in ' +
          '`Retry-After`.',
      }),
  })
  .meta({ id: 'Problem' });
export type Problem = z.output<typeof problem>;
