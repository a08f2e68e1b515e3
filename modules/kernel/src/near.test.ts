import { expect, it } from 'vitest';
import { isNear } from './near.ts';

it.each([
  '127.0.0.1',
  '::1',
  '10.1.2.3',
  '172.31.0.9',
  '192.168.1.1',
  '169.254.1.1',
  'fe80::1%eth0',
  'fd00::1',
])('%s is near', (address) => expect(isNear(address)).toBe(true));

it.each(['::ffff:127.0.0.1', '::ffff:10.0.0.5'])('%s is near, though written as IPv6', (address) =>
  expect(isNear(address)).toBe(true),
);

it.each(['93.184.215.14', '172.32.0.1', '100.64.0.1', '::ffff:8.8.8.8', '2606:4700::1111', '::', '0.0.0.0'])(
  '%s is not near',
  (address) => expect(isNear(address)).toBe(false),
);

it.each([undefined, '', 'localhost', '10.0.0.1, 127.0.0.1'])('%s is no address, and not near', (text) =>
  expect(isNear(text)).toBe(false),
);
