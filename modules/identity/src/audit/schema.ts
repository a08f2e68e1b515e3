import { pageInput, pageOf, text, timestamp, typeId } from '@tidings/kernel/schema';
import { z } from 'zod';

const state = z.record(z.string(), z.unknown()).nullable();

export const auditEntry = z
  .object({
    id: typeId('aud'),
    created_at: z.string(),
    account_id: z.string().nullable().meta({ description: 'Null: it belongs to no account.' }),
    actor: z
      .object({
        type: z.enum(['user', 'portal', 'app', 'service', 'system']),
        id: z.string(),
        name: z.string(),
      })
      .meta({ description: 'Who did it.' }),
    address: z.string().nullable().meta({ description: 'IP address that the request came from.' }),
    user_agent: z.string().nullable(),
    request_id: z.string(),
    action: z.string().meta({ description: 'What was done.', example: 'webhook.updated' }),
    subject: z
      .object({ type: z.string(), id: z.string(), name: z.string().nullable() })
      .meta({ description: 'What it was done to.' }),
    before: state.meta({ description: 'How it was: the fields that changed, secrets replaced.' }),
    after: state.meta({ description: 'How it is since.' }),
    sequence: z.number().int().meta({ description: 'Its number in the chain, from 1.' }),
    previous_hash: z.string().meta({ description: 'SHA-256 of the entry before it, hexadecimal.' }),
    hash: z.string().meta({ description: 'SHA-256 of this entry, which `previous_hash` is part of.' }),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntryShown = z.output<typeof auditEntry>;
export const auditPage = pageOf(auditEntry);

export const listAuditInput = pageInput.extend({
  action: z
    .string()
    .max(100)
    .regex(
      /^[a-z0-9_]+\.([a-z0-9_]+|\*)$/,
      'Expected an action such as "webhook.updated", or "webhook.*" for all of a subject.',
    )
    .optional()
    .meta({ description: 'An action such as `webhook.updated`, or `webhook.*`.' }),
  actor: text.max(200).optional().meta({ description: "An actor's id." }),
  subject: text.max(200).optional().meta({ description: "A subject's id." }),
  account_id: typeId('acct').optional().meta({
    description: 'For a service key that names no account: whose log, also of an account that was deleted.',
  }),
  created_after: timestamp.optional(),
  created_before: timestamp.optional(),
});
export type ListAuditInput = z.output<typeof listAuditInput>;
