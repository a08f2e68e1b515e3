import { expect, it } from 'vitest';
import { BlockedAddressError } from '../sending/guarded-connector.ts';
import { unended } from '../sending/attempt-error.ts';
import { likelyCauses } from './likely-causes.ts';

const timings = { dns: null, connect: null, tls: null, first_byte: null, total: 1 };
const FAILED = { errorDetail: null, statusCode: null, response: null, timings, durationMs: 1 };

it.each([
  [
    'no HTTP',
    { error: 'protocol', errorDetail: 'Response does not match the HTTP/1.1 protocol' },
    /did not answer in HTTP/,
  ],
  [
    'what a parser says, however it begins',
    { error: 'protocol', errorDetail: 'The plain HTTP request was sent' },
    /did not answer in HTTP/,
  ],
  [
    'headers that are too large',
    { error: 'protocol', errorDetail: 'The headers of the answer are larger than 16 KiB.' },
    /^The headers .* 16 KiB/,
  ],
  ['a redirect', { error: 'http_3xx', statusCode: 302 }, /answered 302, a redirect/],
  [
    '304, which leads nowhere',
    { error: 'http_3xx', statusCode: 304 },
    /answered 304, which no delivery asks for/,
  ],
  [
    'plain http to where only https goes',
    { error: 'blocked', errorDetail: new BlockedAddressError('1.1.1.1', true).message },
    /^The address 1\.1\.1\.1 .* plain http/,
  ],
  [
    'an address that is private',
    { error: 'blocked', errorDetail: new BlockedAddressError('10.0.0.1', false).message },
    /use a tunnel/,
  ],
] as const)('tells of %s', (_, outcome, first) => {
  expect(likelyCauses({ ...FAILED, ...outcome }, 5_000)[0]).toMatch(first);
});

it('suspects a firewall only where nobody took the connection, and names source IPs only where there are some', () => {
  const causes = (errorDetail: string, namesSourceIps: boolean) =>
    likelyCauses({ ...FAILED, error: 'timeout', errorDetail }, 5_000, namesSourceIps).join(' ');
  for (const named of [true, false]) {
    expect(causes('There was no response after 5 seconds.', named)).not.toMatch(/firewall|source IPs/);
    expect(causes('Connect Timeout Error', named)).toContain('firewall');
  }
  const late = { dns: 1, connect: null, tls: null };
  const waiting = (phases: object) => `${unended({ ...late, ...phases }, false)} after 5 seconds.`;
  expect(causes(waiting({ connect: 5_000 }), true)).toContain('Allow the source IPs');
  expect(causes(waiting({ connect: 5_000 }), false)).toMatch(/firewall(?!.*source IPs)/);
  // No advice about its handler to who has not seen the request.
  expect(causes(waiting({}), true)).toMatch(/name was not resolved(?!.*(firewall|Answer 2xx))/);
  expect(causes(waiting({ connect: 1, tls: 5_000 }), true)).toMatch(/speaks TLS(?!.*(firewall|Answer 2xx))/);
});
