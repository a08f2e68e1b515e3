import { type LookupAddress, type LookupOptions, lookup } from 'node:dns';
import { isIP, type Socket } from 'node:net';
import { mayReach } from '@tidings/endpoint';
import type { Clock } from '@tidings/kernel';
import { buildConnector } from 'undici';

/** Longest wait for a connection; the attempt's own deadline is what ends the attempt. */
const CONNECT_TIMEOUT_MS = 30_000;

/** A connection was refused by us: its address is not one that deliveries may reach. */
export class BlockedAddressError extends Error {
  override name = 'BlockedAddressError';
  constructor(address: string) {
    super(`The address ${address} is private or reserved, and deliveries go to public addresses only.`);
  }
}

/** Milliseconds spent on opening a connection. */
export type ConnectionPhases = { dns: number | null; connect: number | null; tls: number | null };

type LookupCallback = (error: Error | null, address: string | LookupAddress[], family?: number) => void;

/**
 * A connector for undici that opens connections only to addresses that may be reached: literals are vetted
 * before, names after their resolution (every address, so that a mixed answer gives only the good ones away),
 * and the peer once more when connected, against a resolver that changes its answer in between.
 * @param onOpened is told how long each phase of a new connection took; `by` is its socket, or the error that ended it.
 */
export function guardedConnector(
  allowed: string[],
  clock: Clock,
  onOpened: (by: Socket | Error, phases: ConnectionPhases) => void,
): buildConnector.connector {
  const guardedLookup = (hostname: string, options: LookupOptions, callback: LookupCallback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, []);
      const good = addresses.filter(({ address }) => mayReach(address, allowed));
      if (good[0] === undefined)
        return callback(new BlockedAddressError(addresses[0]?.address ?? hostname), []);
      return options.all ? callback(null, good) : callback(null, good[0].address, good[0].family);
    });
  };
  const connect = buildConnector({ allowH2: false, timeout: CONNECT_TIMEOUT_MS, lookup: guardedLookup });
  return (options, callback) => {
    const literal = options.hostname.replace(/^\[|\]$/g, '');
    if (isIP(literal) && !mayReach(literal, allowed)) {
      callback(new BlockedAddressError(literal), null);
      return;
    }
    const startedMs = clock.monotonicMs();
    const at: { dns?: number | undefined; connect?: number } = {};
    const phases = (isConnected: boolean): ConnectionPhases => {
      const nowMs = clock.monotonicMs();
      const dnsMs = at.dns ?? (isIP(literal) ? startedMs : undefined);
      const connectMs = at.connect ?? (isConnected ? nowMs : undefined);
      return {
        dns: isIP(literal) ? null : (at.dns ?? nowMs) - startedMs,
        connect: dnsMs === undefined ? null : (connectMs ?? nowMs) - dnsMs,
        tls: options.protocol === 'https:' && connectMs !== undefined ? nowMs - connectMs : null,
      };
    };
    // The connector returns the socket that it opens, which its declared type leaves out.
    const opening = connect(options, (...[error, socket]: Parameters<buildConnector.Callback>) => {
      if (error) {
        onOpened(error, phases(false));
        return callback(error, null);
      }
      const peer = socket.remoteAddress;
      if (peer === undefined || !mayReach(peer, allowed)) {
        socket.destroy();
        return callback(new BlockedAddressError(peer ?? literal), null);
      }
      onOpened(socket, phases(true));
      return callback(null, socket);
    }) as unknown as Socket | undefined;
    if (!isIP(literal))
      opening?.once('lookup', (error: Error | null) => (at.dns = error ? undefined : clock.monotonicMs()));
    opening?.once('connect', () => (at.connect = clock.monotonicMs()));
  };
}
