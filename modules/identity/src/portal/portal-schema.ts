import { creator, role, text, typeId } from '@tidings/kernel/schema';
import { z } from 'zod';

/** Where a visitor is led back to: a page, and nothing that a browser would run. */
const webUrl = text
  .max(2048, 'A URL has at most 2,048 characters.')
  .refine(
    (url) => /^https?:\/\//i.test(url) && URL.canParse(url),
    'Expected a URL such as https://app.example.com/settings.',
  );

export const createPortalSessionInput = z
  .strictObject({
    id: typeId('acct'),
    role: role.default('developer').meta({ description: 'What the visitor may do in the account.' }),
    expires_in_seconds: z.number().int().min(1).max(86_400).default(300).meta({
      description: 'Seconds for which the link can be opened, once. The visit then lasts an hour.',
    }),
    return_url: webUrl.optional().meta({ description: 'Where "Back" leads and where signing out ends.' }),
  })
  .meta({ id: 'CreatePortalSession' });
export type CreatePortalSessionInput = z.output<typeof createPortalSessionInput>;

export const portalSession = z
  .object({
    id: typeId('ptl'),
    url: z.string().meta({ description: 'Opens the console, once. Hand it to this visitor only.' }),
    role,
    expires_at: z.string().meta({ description: 'Until then the link can be opened.' }),
  })
  .meta({ id: 'PortalSession' });
export type PortalSession = z.output<typeof portalSession>;

/** A portal session as it is read later: its link was in one answer only. */
export const shownPortalSession = z
  .object({
    id: typeId('ptl'),
    status: z.enum(['unused', 'in_use', 'ended']).meta({
      description: 'Whether its link can still be opened, somebody is here by it, or neither.',
    }),
    role,
    return_url: z.string().nullable(),
    created_at: z.string(),
    created_by: creator,
    expires_at: z.string().meta({ description: 'Until then the link can be opened, or could be.' }),
    entered_at: z.string().nullable().meta({ description: 'When it was opened; null: not yet.' }),
    visit_expires_at: z.string().nullable().meta({ description: 'When the visit ends, or has ended.' }),
  })
  .meta({ id: 'ShownPortalSession' });
export type ShownPortalSession = z.output<typeof shownPortalSession>;

export const portalSessionIdInput = z.strictObject({ id: typeId('acct'), session_id: typeId('ptl') });

/** What `/portal` sends to have its link looked at, or turned into a visit. */
export const enterPortalInput = z.strictObject({ token: z.string().max(200) });

export const shownPortal = z.object({ account_name: z.string() });
export type ShownPortal = z.output<typeof shownPortal>;
