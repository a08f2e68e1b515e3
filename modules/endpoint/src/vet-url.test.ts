import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { mayReach } from './vet-address.ts';
import { type Resolve, resolveBy, resolveByDns, vetUrl } from './vet-url.ts';

const NAMES: Record<string, string[]> = {
  'public.example': ['93.184.215.14', '2606:2800:21f::1'],
  'private.example': ['10.1.2.3'],
  'mixed.example': ['93.184.215.14', '10.1.2.3'],
  'metadata.example': ['169.254.169.254'],
  'mapped.example': ['::ffff:10.1.2.3'],
  'loopback.example': ['127.0.0.1', '::1'],
  'half-loopback.example': ['127.0.0.1', '93.184.215.14'],
  localhost: ['127.0.0.1', '::1'],
  'app.localhost': ['127.0.0.1'],
  'db.internal': ['93.184.215.14'],
};
const LOOPBACK = ['127.0.0.0/8', '::1/128'];

const resolve: Resolve = async (hostname) => NAMES[hostname.toLowerCase()] ?? [];
const vet = (url: string, allowed: string[] = []) => vetUrl(url, { accountId: 'acct_1', allowed }, resolve);
const refusal = (message: string | RegExp) =>
  expect.objectContaining({
    code: 'invalid',
    issues: [{ path: '/url', message: expect.stringMatching(message) }],
  });
const REFUSED = refusal(/^Endpoint must be a valid HTTPS URL\./);

describe('with nothing allowed', () => {
  it.each([
    'https://public.example/hooks?x=1#part',
    'https://public.example:443/',
    'https://public.example:80/',
    'https://public.example:1024/',
    'https://public.example:65535/',
    'https://93.184.215.14/',
    'https://[2606:2800:21f::1]:8443/',
    'https://PUBLIC.example/',
    'https://public.example./',
    'https://not-there-yet.example/',
    'https://localhost.example/',
    'https://internal/',
    `https://${'a'.repeat(63)}.example/`,
    `https://${'a.'.repeat(126)}a.`,
    'https://public.example/@x?y=@z#@',
  ])('accepts %s', async (url) => {
    await expect(vet(url)).resolves.toBeUndefined();
  });

  it.each([
    '',
    'public.example',
    '//public.example',
    '/hooks',
    'https://',
    'https:///hooks',
    'ftp://public.example',
    'ws://public.example',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'data:text/plain,x',
    'http://public.example',
    'http://93.184.215.14',
    'https://exa mple.com',
    ' https://public.example',
    'https://public.example\n',
    'https://public\t.example',
    'https:\\\\public.example',
    'https://public.example\\@10.0.0.1',
    'https://public.example/a\\b',
    'https://public.example:99999',
    'https:public.example',
    'https:/public.example',
    'https:///public.example',
    'https://public.example:443:80',
    'https://public.example%00.internal',
    'https://public.example%2f.internal',
    'https://256.256.256.256',
    'https://1.2.3.4.5',
    'https://0x100000000',
    'https://09.0.0.1',
    'https://[::1',
    'https://[::1%25eth0]',
    'https://[127.0.0.1]',
    'https://\u0000public.example',
    'https://public\u00ad.example\u2028',
    'https://\u202epublic.example/\u0085',
    // Names that nothing can ever resolve.
    'https://.',
    'https://..',
    'https://.public.example',
    'https://public..example/',
    'https://public.example../',
    `https://${'a'.repeat(64)}.example/`,
    `https://${'ü'.repeat(60)}.example/`,
    `https://${'a.'.repeat(127)}a`,
    'https://127.0.0.1..',
  ])('refuses %j', async (url) => {
    await expect(vet(url)).rejects.toEqual(refusal(/^Endpoint must be a valid HTTPS URL\.$/));
  });

  it.each([
    'https://user:pass@public.example',
    'https://user@public.example',
    'https://:pass@public.example',
    'https://@public.example/',
    'HTTPS://:@public.example',
    'https://public.example@10.0.0.1',
    'https://public.example:443@127.0.0.1',
    'https://public.example%2f@127.0.0.1',
    'https://a:b@c:d@127.0.0.1',
  ])('refuses credentials in %s', async (url) => {
    await expect(vet(url)).rejects.toEqual(refusal(/credentials/));
  });

  it.each([0, 1, 22, 25, 81, 444, 1023])('refuses port %i', async (port) => {
    await expect(vet(`https://public.example:${port}/`)).rejects.toEqual(refusal(/use 80, 443/));
  });

  it.each([
    'https://10.0.0.1',
    'https://127.0.0.1',
    'https://169.254.169.254/latest/meta-data',
    'https://168.63.129.16',
    'https://0.0.0.0',
    // The same addresses as other parsers and people may write them.
    'https://2130706433',
    'https://0x7f000001',
    'https://017700000001',
    'https://127.1',
    'https://0177.0.0.1',
    'https://0x7f.1',
    'https://127.0.0.1.',
    'https://１２７.0.0.1',
    'https://127。0。0。1',
    'https://%31%32%37.0.0.1',
    'https://2852039166',
    'https://[::1]',
    'https://[::]',
    'https://[fe80::1]',
    'https://[fd00::1]',
    'https://[::ffff:127.0.0.1]',
    'https://[::ffff:7f00:1]',
    'https://[64:ff9b::7f00:1]',
    'https://[2002:7f00:1::]',
    'https://[2001:db8::1]',
    'https://[::127.0.0.1]',
    'https://[ff02::1]',
    'https://[::FFFF:127.0.0.1]',
    'https://[0:0:0:0:0:ffff:7f00:0001]',
    'https://[::ffff:0:127.0.0.1]',
    'https://[64:ff9b:1::127.0.0.1]',
    'https://[2620:4f:8000::1]',
    'https://[fec0::1]',
    'https://0X7F.0X0.0X0.0X1',
    'https://0x7f.0.0.01',
    'https://00000177.0.0.1',
    'https://0300.0250.1',
    'https://10.1',
    'https://192.168.257',
    'https://4294967295',
    'https://0',
    'https://2130706433.',
    'https://127%2E0%2e0%2E1',
    'https://%30x7f000001',
    'https://①②⑦.⓪.⓪.①',
    'https://１２７．０．０．１',
    'https://127｡0｡0｡1',
    'https://127.0.0.1%2e',
  ])('refuses the address in %s', async (url) => {
    await expect(vet(url)).rejects.toEqual(refusal(/private or reserved/));
  });

  it.each(['private', 'metadata', 'mapped', 'loopback'])(
    'refuses %s.example, which resolves to a private address',
    async (name) => {
      await expect(vet(`https://${name}.example/`)).rejects.toEqual(refusal(/private or reserved/));
    },
  );

  it('refuses a name when only one of its addresses is private', async () => {
    await expect(vet('https://mixed.example/')).rejects.toEqual(refusal(/private or reserved/));
  });

  it.each([
    'https://localhost',
    'https://LOCALHOST',
    'https://localhost.',
    'https://localhost..',
    'https://app.localhost',
    'https://a.b.localhost:8443',
    'https://app.localhost.',
    'https://db.internal',
    'https://metadata.google.internal',
    'https://db.internal.',
    'https://unresolved.internal',
    'https://ｌｏｃａｌｈｏｓｔ',
    'https://loc%61lhost',
    'https://ⓛocalhost',
    'https://local\u00adhost',
    'https://db。internal',
    'https://db.INTERNAL..',
  ])('refuses the private name in %s', async (url) => {
    await expect(vet(url)).rejects.toEqual(REFUSED);
  });
});

describe('with loopback allowed', () => {
  it.each([
    'http://127.0.0.1:4010',
    'http://[::1]:4010',
    'http://localhost:4010',
    'http://localhost.:4010',
    'http://app.localhost',
    'http://loopback.example',
    'http://[::ffff:127.0.0.1]',
    'https://127.8.8.8',
    'https://localhost',
    'https://public.example',
  ])('accepts %s', async (url) => {
    await expect(vet(url, LOOPBACK)).resolves.toBeUndefined();
  });

  it.each([
    ['http://public.example', 'plain http to a public address'],
    ['http://half-loopback.example', 'plain http where one address is public'],
    ['http://not-there-yet.example', 'plain http to a name that does not resolve'],
    ['https://db.internal', 'a private name with a public address'],
    ['https://unresolved.localhost', 'a private name that does not resolve'],
    ['https://10.0.0.1', 'another private range'],
    ['http://127.0.0.1:22', 'a port of another protocol'],
    ['http://user@127.0.0.1', 'credentials'],
  ])('refuses %s: %s', async (url) => {
    await expect(vet(url, LOOPBACK)).rejects.toEqual(REFUSED);
  });
});

/** The numbers of an IPv4 address as URLs may have them: in tens, eights and sixteens, and several in one. */
function numberSpellings(bytes: number[]): string[] {
  const [a = 0, b = 0, c = 0, d = 0] = bytes;
  const whole = a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d;
  const octal = (value: number) => `0${value.toString(8)}`;
  const hex = (value: number) => `0x${value.toString(16)}`;
  return [
    bytes.join('.'),
    `${bytes.join('.')}.`,
    bytes.map(octal).join('.'),
    bytes.map(hex).join('.'),
    `${hex(a)}.${octal(b)}.${c * 256 + d}`,
    `${a}.${b * 65_536 + c * 256 + d}`,
    String(whole),
    octal(whole),
    hex(whole).toUpperCase(),
    bytes.join('%2e'),
    bytes.join('\u3002'),
  ];
}

it('judges an IPv4 address alike in each spelling', async () => {
  const byte = fc.integer({ min: 0, max: 255 });
  const first = fc.oneof(byte, fc.constantFrom(0, 10, 100, 127, 169, 172, 192, 198, 203, 224, 255));
  await fc.assert(
    fc.asyncProperty(fc.tuple(first, byte, byte, byte), async (bytes) => {
      const isPublic = mayReach(bytes.join('.'), []);
      for (const spelling of numberSpellings(bytes)) {
        const verdict = await vet(`https://${spelling}/`).then(
          () => true,
          () => false,
        );
        expect([spelling, verdict]).toEqual([spelling, isPublic]);
      }
    }),
    { numRuns: 300 },
  );
});

it('asks no resolver about an address', async () => {
  const asked: string[][] = [];
  const spy: Resolve = async (...given) => {
    asked.push(given);
    return ['93.184.215.14'];
  };
  const by = { accountId: 'acct_1', allowed: [] };
  await vetUrl('https://93.184.215.14', by, spy);
  await expect(vetUrl('https://[::1]', by, spy)).rejects.toThrow();
  await vetUrl('https://public.example.', by, spy);
  expect(asked).toEqual([['public.example', 'acct_1']]);
});

it('finds the addresses of this machine by its own resolver, and none for a name that cannot exist', async () => {
  expect(await resolveByDns('localhost', 'acct_1')).toContain('127.0.0.1');
  expect(await resolveByDns('no-such-name.invalid', 'acct_1')).toEqual([]);
});

describe('names that are resolved at the same time', () => {
  const ADDRESS = { address: '93.184.215.14', family: 4 };
  afterEach(() => {
    vi.useRealTimers();
  });

  it('are all resolved, a few at a time', async () => {
    let underWay = 0;
    let most = 0;
    const resolveFew = resolveBy(async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await Promise.resolve();
      underWay -= 1;
      return [ADDRESS];
    });
    const found = await Promise.all(
      Array.from({ length: 50 }, (_, index) => resolveFew(`h${index}.example`, `acct_${index % 5}`)),
    );
    expect(found).toEqual(Array.from({ length: 50 }, () => [ADDRESS.address]));
    expect(most).toBe(4);
  });

  it('and never answer hold two threads of an account, and nobody waits for them beyond the timeout', async () => {
    vi.useFakeTimers();
    const asked: string[] = [];
    const resolveSilent = resolveBy((hostname) => {
      asked.push(hostname);
      return hostname === 'quick.example' ? Promise.resolve([ADDRESS]) : new Promise(() => undefined);
    });
    const found = Promise.all(
      Array.from({ length: 50 }, (_, index) => resolveSilent(`h${index}.example`, 'acct_1')),
    );
    expect(await resolveSilent('quick.example', 'acct_2')).toEqual([ADDRESS.address]);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(await found).toEqual(Array.from({ length: 50 }, () => []));
    expect(asked).toEqual(['h0.example', 'h1.example', 'quick.example']);
  });
});
