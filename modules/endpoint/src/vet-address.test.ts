import { BlockList } from 'node:net';
import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { describe, expect, it } from 'vitest';
import { isAllowedPrivate, mayReach } from './vet-address.ts';

/** IANA IPv4 Special-Purpose Address Registry, multicast, and Azure's host agent. */
const SPECIAL_V4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '168.63.129.16/32',
];
/** IANA IPv6 Special-Purpose Address Registry, multicast, and what was never global. `::ffff:0:0/96` counts as IPv4. */
const SPECIAL_V6 = [
  '::/128',
  '::1/128',
  '::/96',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '100::/64',
  '100:0:0:1::/64',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '2620:4f:8000::/48',
  '3fff::/20',
  '4000::/3',
  '5f00::/16',
  'fc00::/7',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
];

const RANDOM = { numRuns: 300 };

/** Any address inside a range; its first and last more often than by chance. */
function addressIn(cidr: string): fc.Arbitrary<string> {
  const [network, bits] = ipaddr.parseCIDR(cidr);
  const bytes = network.toByteArray();
  const free = BigInt(bytes.length * 8 - bits);
  const first = bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
  const size = 1n << free;
  return fc
    .oneof({ weight: 8, arbitrary: fc.bigInt(0n, size - 1n) }, fc.constantFrom(0n, size - 1n))
    .map((offset) => addressOf(first + offset, bytes.length));
}

function addressOf(value: bigint, length: number): string {
  const bytes = Array.from({ length }, (_, index) =>
    Number((value >> BigInt(8 * (length - 1 - index))) & 0xffn),
  );
  return ipaddr.fromByteArray(bytes).toString();
}

/** An IPv6 address in capitals, with every zero, with none left out, and with its end as IPv4. */
function spellings(address: string): string[] {
  const parsed = ipaddr.IPv6.parse(address);
  const bytes = parsed.toByteArray();
  const full = parsed.toNormalizedString();
  const long = parsed.parts.map((part) => part.toString(16).padStart(4, '0')).join(':');
  const dotted = `${full.split(':').slice(0, 6).join(':')}:${bytes.slice(12).join('.')}`;
  return [address.toUpperCase(), long, long.toUpperCase(), full, dotted];
}

const anyV4 = addressIn('0.0.0.0/0');

function blockList(cidrs: string[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const cidr of cidrs) {
    const [network, bits] = cidr.split('/');
    list.addSubnet(network!, Number(bits), family);
  }
  return list;
}

describe('an IPv4 address', () => {
  it.each(SPECIAL_V4)('of %s is never reached', (cidr) => {
    fc.assert(
      fc.property(addressIn(cidr), (address) => !mayReach(address, [])),
      RANDOM,
    );
  });

  it('is reached exactly when it lies in no special range', () => {
    const special = blockList(SPECIAL_V4, 'ipv4');
    fc.assert(
      fc.property(anyV4, (address) => mayReach(address, []) === !special.check(address, 'ipv4')),
      { numRuns: 5_000 },
    );
  });

  it.each(SPECIAL_V4.filter((cidr) => cidr !== '0.0.0.0/8'))(
    'just below or above %s follows its own range',
    (cidr) => {
      const special = blockList(SPECIAL_V4, 'ipv4');
      const [network, bits] = ipaddr.parseCIDR(cidr);
      const first = network.toByteArray().reduce((value, byte) => value * 256n + BigInt(byte), 0n);
      const after = first + (1n << BigInt(32 - bits));
      const neighbours = [first - 1n, after]
        .filter((value) => value < 1n << 32n)
        .map((value) => addressOf(value, 4));
      for (const address of neighbours)
        expect([address, mayReach(address, [])]).toEqual([address, !special.check(address, 'ipv4')]);
    },
  );

  it('counts the same however IPv6 writes it', () => {
    fc.assert(
      fc.property(anyV4, fc.constantFrom<string[]>([], ['10.0.0.0/8'], ['0.0.0.0/0']), (address, allowed) => {
        const hex = ipaddr.IPv4.parse(address).toIPv4MappedAddress().toString();
        const verdict = mayReach(address, allowed);
        return mayReach(`::ffff:${address}`, allowed) === verdict && mayReach(hex, allowed) === verdict;
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('an IPv6 address', () => {
  it.each(SPECIAL_V6)('of %s is never reached', (cidr) => {
    fc.assert(
      fc.property(addressIn(cidr), (address) => !mayReach(address, [])),
      RANDOM,
    );
  });

  it('of global unicast is reached exactly when it lies in no special range', () => {
    const special = blockList(SPECIAL_V6, 'ipv6');
    const near = fc.oneof(
      addressIn('2000::/3'),
      addressIn('2001::/16'),
      addressIn('3ff0::/12'),
      addressIn('2002::/15'),
      addressIn('2620:4f::/32'),
    );
    fc.assert(
      fc.property(near, (address) => mayReach(address, []) === !special.check(address, 'ipv6')),
      { numRuns: 5_000 },
    );
  });

  it('counts the same in each spelling', () => {
    const either = fc.oneof(addressIn('2000::/3'), addressIn('::/0'), ...SPECIAL_V6.map(addressIn));
    fc.assert(
      fc.property(either, (address) => {
        const verdict = mayReach(address, []);
        return spellings(address).every((spelling) => mayReach(spelling, []) === verdict);
      }),
      { numRuns: 2_000 },
    );
  });

  it('with a zone is judged without it', () => {
    expect(mayReach('fe80::1%eth0', [])).toBe(false);
    expect(mayReach('fe80::1%eth0', ['fe80::/10'])).toBe(true);
  });
});

describe('a range that the operator allows', () => {
  const privateRange = fc
    .tuple(addressIn('10.0.0.0/8'), fc.integer({ min: 8, max: 32 }))
    .map(
      ([address, bits]) => `${ipaddr.IPv4.networkAddressFromCIDR(`${address}/${bits}`).toString()}/${bits}`,
    );

  it('opens exactly itself', () => {
    const special = blockList(SPECIAL_V4, 'ipv4');
    fc.assert(
      fc.property(privateRange, fc.oneof(anyV4, addressIn('10.0.0.0/8')), (cidr, address) => {
        const inside = blockList([cidr], 'ipv4').check(address, 'ipv4');
        expect(mayReach(address, [cidr])).toBe(inside || !special.check(address, 'ipv4'));
        expect(isAllowedPrivate(address, [cidr])).toBe(inside);
      }),
      { numRuns: 2_000 },
    );
  });

  it('opens every address of itself', () => {
    const inRange = privateRange.chain((cidr) => fc.tuple(fc.constant(cidr), addressIn(cidr)));
    fc.assert(
      fc.property(inRange, ([cidr, address]) => mayReach(address, [cidr])),
      { numRuns: 1_000 },
    );
  });

  it('of one family opens nothing of the other', () => {
    expect(mayReach('::1', ['0.0.0.0/0'])).toBe(false);
    expect(mayReach('127.0.0.1', ['::/0'])).toBe(false);
    expect(mayReach('::1', ['127.0.0.0/8', '::1/128'])).toBe(true);
  });
});

it.each([
  '',
  'localhost',
  '1.2.3',
  '134744072',
  '010.8.8.8',
  '0x8.8.8.8',
  '1.2.3.4.5',
  '1.2.3.256',
  '93.184.215.14/32',
  'example.com',
  '::1::',
])('reaches nothing at %j, which is no address as resolvers write it', (text) => {
  expect(mayReach(text, ['10.0.0.0/8'])).toBe(false);
});
