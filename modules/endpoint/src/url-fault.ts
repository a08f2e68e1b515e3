/** What is said of every URL that cannot be delivered to, first. */
export const URL_MESSAGE = 'Endpoint must be a valid HTTPS URL.';

/**
 * A scheme, two slashes and a host at once, without white space, control characters and backslashes: other
 * spellings are read differently by different parsers, and nobody needs them.
 */
const WRITTEN_OUT = /^https?:\/\/[^/?#\s\p{Cc}\\][^\s\p{Cc}\\]*$/iu;

/** Also with nothing in it, `https://@host/`, which is not seen any more in a URL that was parsed. */
const WITH_CREDENTIALS = /^https?:\/\/[^/?#]*@/i;

/** Most characters of a name and of each of its labels, as they are sent to a resolver (RFC 1035 §2.3.4). */
const NAME_LENGTH = 253;
const LABEL = /^[^.]{1,63}$/;

/** What is wrong with a URL as it is written, whatever it leads to; undefined: nothing. For servers and browsers. */
export function urlFault(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !WRITTEN_OUT.test(text) || !/^https?:$/.test(url.protocol)) return URL_MESSAGE;
  if (WITH_CREDENTIALS.test(text))
    return `${URL_MESSAGE} Put credentials into a custom header, not into the URL.`;
  if (!canResolve(url.hostname)) return URL_MESSAGE;
  const port = url.port === '' ? undefined : Number(url.port);
  if (port !== undefined && port !== 80 && port !== 443 && port < 1024)
    return `${URL_MESSAGE} Port ${port} is not allowed: use 80, 443, or one from 1024 up.`;
  return undefined;
}

/** Whether a host that was parsed, in ASCII, is an address or a name that the DNS could know, maybe with the root's dot. */
function canResolve(hostname: string): boolean {
  const name = hostname.replace(/\.$/, '');
  return hostname.startsWith('[') || (name.length <= NAME_LENGTH && name.split('.').every(isLabel));
}

function isLabel(label: string): boolean {
  return LABEL.test(label);
}
