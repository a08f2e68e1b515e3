import * as dns from 'node:dns';
import { isIP, type LookupFunction, type Socket } from 'node:net';
import { mayCall, mayReach } from '@tidings/endpoint';
import type { Clock } from '@tidings/kernel';
import { buildConnector } from 'undici';
import { sharedLookup } from './shared-lookup.ts';

/** Longest wait for a connection; the attempt's own deadline is what ends the attempt. */
const CONNECT_TIMEOUT_MS = 30_000;

/** A connection was refused by us: its address is not one that deliveries may reach. */
export class BlockedAddressError extends Error {
  override name = 'BlockedAddressError';
  /**
   * @param place an address or a name as the URL has it; what a name resolves to is nobody's business.
   * @param isPublic it is refused because of plain http alone.
   */
  constructor(place: string, isPublic: boolean) {
    const what = isIP(place) ? `The address ${place}` : `Each address of ${place}`;
    super(
      isPublic
        ? `${what} is outside of the networks that the operator allows, and plain http goes there only.`
        : `${what} is private or reserved, and deliveries go to public addresses only.`,
    );
  }
}

/** Milliseconds spent on opening a connection. */
export type ConnectionPhases = { dns: number | null; connect: number | null; tls: number | null };

/** A connection on its way. */
export type Opening = {
  /** How long each phase has taken so far. */
  phases: () => ConnectionPhases;
  abort: () => void;
};

/** Finds every address of a name, as `dns.lookup` does with `all`. */
export type Lookup = (
  hostname: string,
  options: dns.LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: dns.LookupAddress[]) => void,
) => void;

export type Guard = {
  /** CIDRs that may be reached besides public addresses. */
  allowed: string[];
  /** How names are resolved; by the system's resolver unless given. */
  lookup?: Lookup | undefined;
  /** The account for which the connection is opened that asks. */
  account?: () => string | undefined;
};

type Watcher = {
  /** A connection begins to open. */
  opening: (opening: Opening) => void;
  /** It is open, or failed; `by` is its socket, or the error that ended it. */
  opened: (by: Socket | Error, phases: ConnectionPhases) => void;
};

/**
 * Lookups, one for each protocol, that vet every address and hand out only the good ones, so that of a mixed answer no
 * bad one is tried. What they hand out is connected to without another lookup: a resolver that changes its answer gains
 * nothing.
 */
export function guardedLookup({
  allowed,
  lookup = dns.lookup,
  account,
}: Guard): (protocol: string) => LookupFunction {
  const shared = sharedLookup(lookup);
  return (protocol) => (hostname, options, callback) => {
    shared(account?.() ?? '', hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, []);
      if (addresses.length === 0) return callback(noAddress(hostname), []);
      const good = addresses.filter(({ address }) => mayCall(protocol, address, allowed));
      if (good[0] === undefined) {
        const isPublic = addresses.some(({ address }) => mayReach(address, allowed));
        return callback(new BlockedAddressError(hostname, isPublic), []);
      }
      return options.all ? callback(null, good) : callback(null, good[0].address, good[0].family);
    });
  };
}

function noAddress(hostname: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${hostname} has no address.`), { code: dns.NODATA });
}

/**
 * A connector for undici that opens connections only to addresses that may be reached: literals are vetted
 * before, names after their resolution, and the peer once more when connected.
 */
export function guardedConnector(guard: Guard, clock: Clock, watcher: Watcher): buildConnector.connector {
  const { allowed } = guard;
  const lookupBy = guardedLookup(guard);
  const connectorBy = (protocol: string) =>
    buildConnector({ allowH2: false, timeout: CONNECT_TIMEOUT_MS, lookup: lookupBy(protocol) });
  const [encrypted, plain] = [connectorBy('https:'), connectorBy('http:')];
  return (options, callback) => {
    const { protocol } = options;
    const host = options.hostname.replace(/^\[|\]$/g, '');
    const isLiteral = isIP(host) !== 0;
    if (isLiteral && !mayCall(protocol, host, allowed)) {
      callback(new BlockedAddressError(host, mayReach(host, allowed)), null);
      return;
    }
    const startedMs = clock.monotonicMs();
    const at: { dns?: number; connect?: number } = isLiteral ? { dns: startedMs } : {};
    const phases = (): ConnectionPhases => {
      const nowMs = clock.monotonicMs();
      return {
        dns: isLiteral ? null : (at.dns ?? nowMs) - startedMs,
        connect: at.dns === undefined ? null : (at.connect ?? nowMs) - at.dns,
        tls: protocol === 'https:' && at.connect !== undefined ? nowMs - at.connect : null,
      };
    };
    // The connector returns the socket that it opens, which its declared type leaves out.
    const connect = protocol === 'https:' ? encrypted : plain;
    const socket = connect(options, (...[error, connected]: Parameters<buildConnector.Callback>) => {
      if (error) {
        watcher.opened(error, phases());
        return callback(error, null);
      }
      const peer = connected.remoteAddress;
      if (peer === undefined) {
        const reset = Object.assign(new Error('The connection was reset when it opened.'), {
          code: 'ECONNRESET',
        });
        connected.destroy();
        watcher.opened(reset, phases());
        return callback(reset, null);
      }
      if (!mayCall(protocol, peer, allowed)) {
        connected.destroy();
        return callback(new BlockedAddressError(host, mayReach(peer, allowed)), null);
      }
      watcher.opened(connected, phases());
      return callback(null, connected);
    }) as unknown as Socket;
    if (!isLiteral) {
      socket.once('lookup', (error: Error | null) => {
        if (!error) at.dns = clock.monotonicMs();
      });
    }
    socket.prependOnceListener('connect', () => (at.connect = clock.monotonicMs()));
    // With an error, because undici waits for one or for the connection.
    watcher.opening({ phases, abort: () => socket.destroy(new Error('deadline')) });
  };
}
