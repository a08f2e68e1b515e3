/**
 * All that is reachable below `/api/auth`: better-auth has many more endpoints, some of which know nothing of our
 * rules, and a later version may have others. What is not here is answered 404.
 */
export const DOOR_PATHS: ReadonlySet<string> = new Set([
  'GET /sign-in-options',
  'POST /sign-in/email',
  'POST /sign-out',
  'POST /two-factor/verify-totp',
  'POST /two-factor/verify-backup-code',
  'POST /two-factor/enable',
  'POST /two-factor/disable',
  'POST /two-factor/generate-backup-codes',
  'POST /change-password',
  'POST /request-password-reset',
  'POST /reset-password',
  'POST /invitation/show',
  'POST /invitation/accept',
]);

/** Those that ask a person who is signed in for their password. */
export const PASSWORD_PATHS: ReadonlySet<string> = new Set([
  '/change-password',
  '/two-factor/enable',
  '/two-factor/disable',
  '/two-factor/generate-backup-codes',
]);

/** Those that end a sign-in with a second factor, and what that is called. */
export const SECOND_FACTORS: ReadonlyMap<string | undefined, string> = new Map([
  ['/two-factor/verify-totp', 'totp'],
  ['/two-factor/verify-backup-code', 'backup_code'],
]);

/** Requests from one address, in seconds: better-auth's own 3 in 10 s would shut out an office behind one address. */
export const DOOR_LIMITS = {
  // An office that opens the page; else better-auth would count it as an attempt to sign in.
  '/sign-in-options': { window: 60, max: 600 },
  '/sign-in/email': { window: 60, max: 20 },
  '/two-factor/*': { window: 60, max: 20 },
  '/change-password': { window: 60, max: 20 },
  '/request-password-reset': { window: 900, max: 20 },
  '/reset-password': { window: 60, max: 20 },
  '/invitation/*': { window: 60, max: 30 },
} as const;
