import { describe, expect, it } from 'vitest';
import { classify } from './attempt-error.ts';

function failed(call: string, code: string): Error {
  return Object.assign(new Error(`${call} ${code}`), { code, syscall: call });
}

describe('a connection that cannot be opened', () => {
  it.each(['EMFILE', 'ENFILE', 'ENOBUFS', 'ENOMEM', 'EADDRNOTAVAIL'])(
    'for %s, of which this machine has no more, is a fault of ours',
    (code) => {
      expect(classify(failed('connect', code))).toEqual({
        error: 'internal',
        errorDetail: `connect ${code}`,
      });
    },
  );

  it('to any of several addresses for want of descriptors is a fault of ours', () => {
    const both = new AggregateError([failed('connect', 'EMFILE'), failed('connect', 'EMFILE')]);
    expect(classify(both)).toMatchObject({ error: 'internal' });
  });

  it.each([
    ['ECONNREFUSED', 'refused'],
    ['EHOSTUNREACH', 'unreachable'],
    ['ENETUNREACH', 'unreachable'],
    ['ETIMEDOUT', 'timeout'],
    ['ECONNRESET', 'reset'],
  ])('for %s is %s', (code, error) => {
    expect(classify(failed('connect', code))).toMatchObject({ error });
  });
});

it('says of a certificate what is wrong with it, and not how to run Node', () => {
  const message =
    'self-signed certificate; if the root CA is installed locally, try running Node.js with --use-system-ca';
  const error = Object.assign(new Error(message), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
  expect(classify(error)).toEqual({ error: 'tls', errorDetail: 'self-signed certificate' });
});
