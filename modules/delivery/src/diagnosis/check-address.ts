import * as dns from 'node:dns';
import { isIP } from 'node:net';
import { promisify } from 'node:util';
import { mayCall, mayReach } from '@tidings/endpoint';
import { sharedLookup } from '../sending/shared-lookup.ts';
import { within } from './within.ts';
import { fail, pass, warn } from './check.ts';
import type { DiagnosisCheck } from './diagnosis-schema.ts';

const LOOKUP_MS = 3_000;

/** What was found of a host, and the addresses of it that may be called. */
export type Resolved = { checks: DiagnosisCheck[]; reachable: string[] };

/** How names are resolved, by the system's resolver unless given, for whom, and by which protocol they are called. */
export type Resolver = { look?: SharedLookup; accountId: string; allowed: string[]; protocol: string };
type SharedLookup = ReturnType<typeof sharedLookup>;

/** One for all of this process: a look-up holds a thread until the name server has answered. */
const systemLookup = sharedLookup(dns.lookup);

/**
 * Whether a host has addresses, and whether deliveries may go to them. Which private addresses a name has is told to
 * nobody.
 */
export async function checkAddress(
  host: string,
  { look = systemLookup, accountId, allowed, protocol }: Resolver,
): Promise<Resolved> {
  if (isIP(host)) {
    const { check, reachable } = checkAll([host], host, { allowed, protocol });
    return {
      checks: [pass('dns', 'The URL has an address, so no name has to be resolved.'), check],
      reachable,
    };
  }
  let addresses: string[];
  try {
    const found = await within(LOOKUP_MS, promisify(look)(accountId, host, { all: true }));
    addresses = found.map(({ address }) => address);
  } catch (error) {
    return { checks: [notResolved(host, error)], reachable: [] };
  }
  if (addresses.length === 0) return { checks: [notResolved(host, undefined)], reachable: [] };
  const { check, reachable } = checkAll(addresses, host, { allowed, protocol });
  const count = addresses.length === 1 ? 'one address' : `${addresses.length} addresses`;
  return { checks: [pass('dns', `${host} has ${count}.`), check], reachable };
}

function checkAll(
  addresses: string[],
  host: string,
  { allowed, protocol }: Pick<Resolver, 'allowed' | 'protocol'>,
): { check: DiagnosisCheck; reachable: string[] } {
  const reachable = addresses.filter((address) => mayCall(protocol, address, allowed));
  // By https they could be reached.
  const isPlain = addresses.some((address) => mayReach(address, allowed) && !reachable.includes(address));
  if (isPlain) return { check: plainCheck(reachable.length > 0, host), reachable };
  const how = reachable.length === addresses.length ? 'all' : reachable.length === 0 ? 'none' : 'some';
  return { check: addressCheck(how, host), reachable };
}

function plainCheck(isMixed: boolean, host: string): DiagnosisCheck {
  const says = 'The URL is plain http, which goes only to networks that the operator allows, and';
  const advice = 'Use https in the URL.';
  return isMixed
    ? warn('address', `${says} some addresses of ${host} are outside of them.`, advice)
    : fail('address', `${says} ${host} is outside of them.`, advice);
}

function addressCheck(reachable: 'all' | 'some' | 'none', host: string): DiagnosisCheck {
  switch (reachable) {
    case 'all':
      return pass('address', 'Deliveries may go to each address that it has.');
    case 'some':
      return warn(
        'address',
        `Some addresses of ${host} are private or reserved. Deliveries go to the others.`,
        'Remove the records of private addresses from the public name.',
      );
    case 'none':
      return fail(
        'address',
        `The address of ${host} is private or reserved, and deliveries go to public addresses only.`,
        'Let the name point to a public address. For local tests use a tunnel.',
      );
    default:
      return reachable satisfies never;
  }
}

function notResolved(host: string, error: unknown): DiagnosisCheck {
  const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
  return fail(
    'dns',
    `${host} cannot be resolved${code}.`,
    'Check the host in the URL for a typo, and its DNS records at your provider.',
  );
}
