import { redirect } from '@tanstack/react-router';

import { client } from '../../api/client.ts';
import { accountLink } from './account-link.ts';
import { goTo } from './go-to.ts';

/**
 * Goes to the account that a link names, as those in e-mails do, when another one is open; who is no member of it stays
 * where they are, and is told what the page tells them.
 * @throws a redirect to the same page without the account.
 */
export async function enterAccount(href: string, openAccountId: string): Promise<void> {
  const link = accountLink(href);
  if (!link) return;
  if (link.account !== openAccountId && (await isEntered(link.account))) {
    goTo(link.path);
    // Until the other page has loaded nothing of this one is to be seen.
    await new Promise(() => undefined);
  }
  throw redirect({ href: link.path, replace: true });
}

function isEntered(accountId: string): Promise<boolean> {
  return client.session.switchAccount.mutate({ account_id: accountId }).then(
    () => true,
    () => false,
  );
}
