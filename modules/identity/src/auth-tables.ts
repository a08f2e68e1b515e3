/** Names of better-auth's tables and columns in our schema; `0001-identity.ts` makes them. */
export const userTable = {
  modelName: 'user',
  fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
} as const;

export const sessionTable = {
  modelName: 'session',
  fields: {
    userId: 'user_id',
    expiresAt: 'expires_at',
    ipAddress: 'ip_address',
    userAgent: 'user_agent',
    createdAt: 'created_at',
    updatedAt: 'updated_at',
  },
} as const;

// What better-auth calls an account is a way to sign in; ours are tenants.
export const credentialTable = {
  modelName: 'credential',
  fields: {
    userId: 'user_id',
    accountId: 'subject',
    providerId: 'provider',
    accessToken: 'access_token',
    refreshToken: 'refresh_token',
    idToken: 'id_token',
    accessTokenExpiresAt: 'access_token_expires_at',
    refreshTokenExpiresAt: 'refresh_token_expires_at',
    createdAt: 'created_at',
    updatedAt: 'updated_at',
  },
} as const;

export const verificationTable = {
  modelName: 'verification',
  fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
} as const;

export const organizationTables = {
  session: { fields: { activeOrganizationId: 'active_account_id' } },
  organization: {
    // With the schema's name, since a bare `account` is better-auth's own word for what we map to `credential`:
    // it would look for our columns there.
    modelName: 'identity.account',
    fields: { createdAt: 'created_at' },
    additionalFields: {
      externalId: { type: 'string', required: false, unique: true, input: false, fieldName: 'external_id' },
    },
  },
  member: {
    modelName: 'member',
    fields: { organizationId: 'account_id', userId: 'user_id', createdAt: 'created_at' },
  },
  invitation: {
    modelName: 'invitation',
    fields: {
      organizationId: 'account_id',
      inviterId: 'inviter_id',
      expiresAt: 'expires_at',
      createdAt: 'created_at',
    },
  },
} as const;
