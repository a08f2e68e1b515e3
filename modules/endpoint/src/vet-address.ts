import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Global unicast of IPv6, less what is special within it (IANA registry; DESIGN: `range()` alone is not enough). */
const IPV6_GLOBAL = ipaddr.parseCIDR('2000::/3');
const IPV6_SPECIAL = ['2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20'].map(
  (cidr) => ipaddr.parseCIDR(cidr),
);
/** Azure's host agent answers here from a public range. */
const IPV4_SPECIAL = '168.63.129.16';

/**
 * Whether deliveries may be sent to an IP address: a public one, or one inside a range that the operator allows.
 * @param allowed CIDRs of ALLOW_PRIVATE_NETWORKS.
 */
export function mayReach(address: string, allowed: string[]): boolean {
  const bare = address.split('%')[0] ?? address; // without a zone id
  if (!isIP(bare)) return false; // stricter than ipaddr.js, which also reads 1.2.3 and 010.0.0.1
  const parsed = ipaddr.process(bare); // ::ffff:10.0.0.1 counts as 10.0.0.1
  return isPublic(parsed) || isAllowed(parsed, allowed);
}

/** Whether an address lies in a range that the operator allows; only there plain http is accepted. */
export function isAllowedPrivate(address: string, allowed: string[]): boolean {
  const bare = address.split('%')[0] ?? address;
  return isIP(bare) !== 0 && isAllowed(ipaddr.process(bare), allowed);
}

/** Whether a request by this protocol may be sent to an IP address: plain http only where the operator allows it. */
export function mayCall(protocol: string, address: string, allowed: string[]): boolean {
  return mayReach(address, allowed) && (protocol === 'https:' || isAllowedPrivate(address, allowed));
}

function isPublic(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  if (address instanceof ipaddr.IPv4) {
    return address.range() === 'unicast' && address.toString() !== IPV4_SPECIAL;
  }
  return address.match(IPV6_GLOBAL) && !IPV6_SPECIAL.some((range) => address.match(range));
}

function isAllowed(address: ipaddr.IPv4 | ipaddr.IPv6, allowed: string[]): boolean {
  return allowed.some((cidr) => {
    const [network, bits] = ipaddr.parseCIDR(cidr);
    return network.kind() === address.kind() && address.match([network, bits]);
  });
}
