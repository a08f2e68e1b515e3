const PARAMETER = 'account';

/**
 * What a link such as those in e-mails asks for: the account that it is about, and the page in it, which is always one of
 * this console. Null: it names no account.
 */
export function accountLink(href: string): { account: string; path: `/${string}` } | null {
  const { pathname, searchParams, hash } = new URL(href, 'https://console.invalid');
  const account = searchParams.get(PARAMETER);
  if (account === null) return null;
  searchParams.delete(PARAMETER);
  const rest = searchParams.size > 0 ? `?${searchParams.toString()}` : '';
  // Two slashes at the beginning would lead to another host.
  return { account, path: `/${pathname.replace(/^\/+/, '')}${rest}${hash}` };
}
