export type { Auth } from './auth.ts';
export { authenticate, type Principal, type Process } from './authenticate.ts';
export { createAccount } from './create-account.ts';
export { getAccount } from './get-account.ts';
export { getSession } from './get-session.ts';
export { holdKey } from './keys/hold-key.ts';
export { listAccounts } from './list-accounts.ts';
export { type IncomingRequest, requireOwnOrigin } from './own-origins.ts';
