import { BlockList, isIP } from 'node:net';

export const LOOPBACK = ['127.0.0.0/8', '::1/128'];

/** Addresses from which nobody comes over the internet (RFC 1122, 1918, 3927, 4193 and 4291). */
export const NEAR = [
  ...LOOPBACK,
  '169.254.0.0/16',
  'fe80::/10',
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  'fc00::/7',
];

const near = new BlockList();
for (const network of NEAR) {
  const [address = '', bits] = network.split('/');
  near.addSubnet(address, Number(bits), familyOf(address));
}

/**
 * Whether the other end of a connection has a loopback or private address; of IPv4 also where it is written as IPv6. Says
 * nothing of who is behind it: a proxy is near, and lets everybody in.
 */
export function isNear(address: string | undefined): boolean {
  if (address === undefined) return false;
  const [plain = ''] = address.split('%'); // the interface of a link-local address
  return isIP(plain) !== 0 && near.check(plain, familyOf(plain));
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}
