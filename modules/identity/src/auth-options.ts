import { randomUUID } from 'node:crypto';
import type { BetterAuthOptions } from 'better-auth';
import { organization } from 'better-auth/plugins/organization';
import { type Config, type Logger, newId, systemClock } from '@tidings/kernel';
import type pg from 'pg';
import {
  credentialTable,
  organizationTables,
  sessionTable,
  userTable,
  verificationTable,
} from './auth-tables.ts';
import { ownOrigins } from './own-origins.ts';
import { RequestLimit } from './request-limit.ts';
import { accessControl, teamRoles } from './roles.ts';

/** Set by our handler from the connection, never taken from the client. */
export const CLIENT_ADDRESS_HEADER = 'x-tidings-client-address';

/** How better-auth is set up: people sign in with e-mail and password, and only our own code makes users. */
export function authOptions(config: Config, parts: { pool: pg.Pool; secret: string; log: Logger }) {
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
    // Accounts are made and named by services, through our own verbs.
    disabledPaths: [
      '/organization/create',
      '/organization/update',
      '/organization/delete',
      '/organization/check-slug',
    ],
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 8,
      maxPasswordLength: 128,
      revokeSessionsOnPasswordReset: true,
    },
    user: userTable,
    session: sessionTable,
    account: credentialTable,
    verification: verificationTable,
    plugins: [
      organization({
        schema: organizationTables,
        ac: accessControl,
        roles: teamRoles,
        creatorRole: 'admin',
        allowUserToCreateOrganization: false,
        disableOrganizationDeletion: true,
        requireEmailVerificationOnInvitation: true,
      }),
    ],
    rateLimit: {
      enabled: true,
      customStorage: new RequestLimit(systemClock),
      window: 10,
      max: 200,
      // The library's own 3 in 10 s would shut out an office behind one address.
      customRules: { '/sign-in/email': { window: 60, max: 20 } },
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
        generateId: ({ model }) => (model === 'organization' ? newId('acct') : randomUUID()),
        // Our migrations make the tables, and during an upgrade they may be newer than this process.
        validateSchema: false,
      },
    },
    logger: {
      level: 'warn',
      log: (level, message) => parts.log[level]({ auth: true }, message),
    },
  } satisfies BetterAuthOptions;
}
