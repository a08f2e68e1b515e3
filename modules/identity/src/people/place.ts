import ipaddr from 'ipaddr.js';

/** Bits of an IPv6 address that name a network: a subscriber has all addresses below. */
const NETWORK_BITS = 64;

/** Where a request comes from: an IPv4 address, or the network of an IPv6 one. */
export function placeOf(address: string | null | undefined): string {
  if (!address || !ipaddr.isValid(address)) return 'unknown';
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toString()}/${NETWORK_BITS}`).toString();
}
