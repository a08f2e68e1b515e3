import { notFound, redirect } from '@tanstack/react-router';
import type { Session } from '@tidings/identity/schema';

import { client } from '../../api/client.ts';
import { isForbidden, isNotFound } from '../../api/failure.ts';
import { accountLink } from './account-link.ts';
import { ForeignLink } from './foreign-link.ts';
import { goTo } from './go-to.ts';

/**
 * Goes to the account that a link names, as those in e-mails do, when another one is open. Who is no member of it is told
 * so, in the same words whether there is such an account or not.
 * @throws a redirect to the same page without the account; not found, with a {@link ForeignLink}.
 */
export async function enterAccount(href: string, { account, user }: Session): Promise<void> {
  const link = accountLink(href);
  if (!link) return;
  if (link.account !== account.id) {
    if (!(await isEntered(link.account))) {
      throw notFound({ data: new ForeignLink(link.account, { open: account.name, email: user.email }) });
    }
    goTo(link.path);
    // Until the other page has loaded nothing of this one is to be seen.
    await new Promise(() => undefined);
  }
  throw redirect({ href: link.path, replace: true });
}

/** @throws whatever says nothing of the account, such as that nobody is signed in any more. */
async function isEntered(accountId: string): Promise<boolean> {
  try {
    await client.session.switchAccount.mutate({ account_id: accountId });
    return true;
  } catch (error) {
    if (isForbidden(error) || isNotFound(error)) return false;
    throw error;
  }
}
