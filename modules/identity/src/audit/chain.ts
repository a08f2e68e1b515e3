/** The chain of what belongs to no account. No account has this id. */
const INSTALLATION = 'installation';

/** The name of the chain of an account, or, without one, of the installation. */
export function chainOf(accountId: string | null): string {
  return accountId ?? INSTALLATION;
}

/** The account whose chain has this name; null: the installation's. */
export function accountOf(chain: string): string | null {
  return chain === INSTALLATION ? null : chain;
}
