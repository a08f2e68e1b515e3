import { redirect } from '@tanstack/react-router';

import { client } from '../../api/client.ts';
import { goTo } from './go-to.ts';

const PARAMETER = 'account';

/**
 * Goes to the account that a link names, as those in e-mails do, when another one is open; who is no member of it stays
 * where they are, and is told what the page tells them.
 * @throws a redirect without the parameter.
 */
export async function enterAccount(href: string, openAccountId: string): Promise<void> {
  const { pathname, searchParams, hash } = new URL(href, window.location.origin);
  const wanted = searchParams.get(PARAMETER);
  if (wanted === null) return;
  searchParams.delete(PARAMETER);
  const rest = searchParams.size > 0 ? `?${searchParams.toString()}` : '';
  const path: `/${string}` = `/${pathname.slice(1)}${rest}${hash}`;
  if (wanted !== openAccountId) {
    const entered = await client.session.switchAccount.mutate({ account_id: wanted }).then(
      () => true,
      () => false,
    );
    if (entered) {
      goTo(path);
      // Until the other page has loaded nothing of this one is to be seen.
      await new Promise(() => undefined);
    }
  }
  throw redirect({ href: path, replace: true });
}
