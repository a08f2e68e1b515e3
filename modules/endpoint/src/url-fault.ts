/** What is said of every URL that cannot be delivered to, first. */
export const URL_MESSAGE = 'Endpoint must be a valid HTTPS URL.';

/**
 * A scheme, two slashes and a host at once, without white space, control characters and backslashes: other
 * spellings are read differently by different parsers, and nobody needs them.
 */
const WRITTEN_OUT = /^https?:\/\/[^/?#\s\p{Cc}\\][^\s\p{Cc}\\]*$/iu;

/** What is wrong with a URL as it is written, whatever it leads to; undefined: nothing. For servers and browsers. */
export function urlFault(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !WRITTEN_OUT.test(text) || !/^https?:$/.test(url.protocol)) return URL_MESSAGE;
  if (url.username || url.password)
    return `${URL_MESSAGE} Put credentials into a custom header, not into the URL.`;
  const port = url.port === '' ? undefined : Number(url.port);
  if (port !== undefined && port !== 80 && port !== 443 && port < 1024)
    return `${URL_MESSAGE} Port ${port} is not allowed: use 80, 443, or one from 1024 up.`;
  return undefined;
}
