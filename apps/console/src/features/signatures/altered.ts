import type { Attempt } from '@tidings/delivery/schema';
import { readHeaders } from '@tidings/secret/schema';

import { listWords } from '../../format/duration.ts';
import type { VerifyValues } from './verify-values.ts';

/** What every scheme signs or signs with, whatever its brand. */
const SIGNED = /^webhook-id$|-timestamp$|-signature$/;

/**
 * Says what of a request is not as it was sent: "The body is not the one that was sent". Null where all of it is that
 * was signed. A header that is left out says so itself.
 */
export function altered(
  { headers, body }: Pick<VerifyValues, 'headers' | 'body'>,
  sent: Attempt['request'],
): string | null {
  const given = readHeaders(headers);
  const names = Object.entries(sent.headers)
    .map(([name, value]) => [name.toLowerCase(), value.trim()] as const)
    .filter(([name, value]) => SIGNED.test(name) && (given[name] ?? value) !== value)
    .map(([name]) => name);
  // What is no longer kept cannot be compared.
  const isOtherBody = sent.body !== '' && body !== sent.body;
  const parts = [...(isOtherBody ? ['body'] : []), ...names].map((each) => `the ${each}`);
  if (parts.length === 0) return null;
  const listed = listWords(parts);
  const sentence = parts.length === 1 ? 'is not the one that was sent' : 'are not the ones that were sent';
  return `${listed.charAt(0).toUpperCase()}${listed.slice(1)} ${sentence}`;
}
