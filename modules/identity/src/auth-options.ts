import { randomUUID } from 'node:crypto';
import type { Config, Database, Logger } from '@tidings/kernel';
import type { BetterAuthOptions, BetterAuthPlugin } from 'better-auth';
import { isAPIError } from 'better-auth/api';
import { twoFactor } from 'better-auth/plugins/two-factor';
import type pg from 'pg';
import {
  credentialTable,
  sessionTable,
  twoFactorTables,
  userTable,
  verificationTable,
} from './auth-tables.ts';
import { ownOrigins } from './own-origins.ts';
import { makeBackupCodes } from './people/backup-codes.ts';
import { doorEndpoints } from './people/door-endpoints.ts';
import { doorGuard } from './people/door-guard.ts';
import { CLIENT_ADDRESS_HEADER } from './people/door-origin.ts';
import { DOOR_LIMITS } from './people/door-paths.ts';
import { doorRecord } from './people/door-record.ts';
import { PASSWORD_MAX, PASSWORD_MIN } from './people/password.ts';
import { recordPasswordReset, RESET_LINK_SECONDS, sendPasswordReset } from './people/password-reset.ts';
import { ABSOLUTE_DAYS } from './people/session-limits.ts';
import { SharedLimit } from './people/shared-limit.ts';
import { stayInAccount } from './people/stay-in-account.ts';

const DAY_SECONDS = 86_400;

type Parts = { pool: pg.Pool; database: Database; secret: string; log: Logger };

/** How better-auth is set up: people sign in with e-mail and password, and only our own code makes users. */
export function authOptions(config: Config, parts: Parts) {
  const { database } = parts;
  const origins = ownOrigins(config);
  const isHttps = config.PUBLIC_URL.startsWith('https:');
  return {
    appName: config.BRAND,
    baseURL: new URL(config.PUBLIC_URL).origin,
    basePath: '/api/auth',
    secret: parts.secret,
    database: parts.pool,
    trustedOrigins: [...origins],
    telemetry: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_MIN,
      maxPasswordLength: PASSWORD_MAX,
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: RESET_LINK_SECONDS,
      // Without a mail server better-auth says that it cannot be done.
      ...(config.SMTP_URL !== undefined && {
        sendResetPassword: ({ user, token }) => sendPasswordReset({ config, database }, { user, token }),
      }),
      onPasswordReset: (reset, request) => recordPasswordReset(database, reset, request),
    },
    user: userTable,
    session: {
      ...sessionTable,
      // Never prolonged: that is the absolute limit. The idle one is ours: `session-limits.ts`.
      expiresIn: ABSOLUTE_DAYS * DAY_SECONDS,
      disableSessionRefresh: true,
    },
    account: credentialTable,
    // The token of a link to reset a password is in its identifier; the database alone must open nothing.
    verification: { ...verificationTable, storeIdentifier: 'hashed' },
    plugins: [
      twoFactor({
        issuer: config.BRAND,
        schema: twoFactorTables,
        backupCodeOptions: { customBackupCodesGenerate: makeBackupCodes },
      }),
      // The last one: what it records is what the others have made of it.
      door(config, database),
    ],
    rateLimit: {
      enabled: true,
      customStorage: new SharedLimit(database),
      window: 10,
      max: 200,
      customRules: DOOR_LIMITS,
    },
    advanced: {
      // `useSecureCookies` would put `__Secure-` before the name; `__Host-` promises more: this host and path `/` only.
      useSecureCookies: false,
      cookiePrefix: isHttps ? '__Host-tidings' : 'tidings',
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', secure: isHttps, path: '/' },
      // Said outright, since better-auth would check nothing when it thinks that it is being tested.
      disableOriginCheck: false,
      disableCSRFCheck: false,
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
      database: {
        generateId: () => randomUUID(),
        // Our migrations make the tables, and during an upgrade they may be newer than this process.
        validateSchema: false,
      },
    },
    // Refusals are answers, and not written to the console; what is our fault is logged.
    onAPIError: {
      onError: (error) => {
        if (!isAPIError(error)) parts.log.error({ err: error, auth: true }, 'The sign-in failed');
      },
    },
    logger: {
      level: 'warn',
      log: (level, message) => parts.log[level]({ auth: true }, message),
    },
  } satisfies BetterAuthOptions;
}

function door(config: Config, database: Database) {
  return {
    id: 'tidings-door',
    endpoints: doorEndpoints({ config, database }),
    hooks: {
      before: [{ matcher: () => true, handler: doorGuard(database) }],
      after: [
        { matcher: () => true, handler: stayInAccount(database) },
        { matcher: () => true, handler: doorRecord(database) },
      ],
    },
  } satisfies BetterAuthPlugin;
}
