import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls, type PeerCertificate, type TLSSocket } from 'node:tls';
import { sayingOf } from '../sending/attempt-error.ts';
import { letIn } from '../trial/likely-causes.ts';
import { fail, pass, warn } from './check.ts';
import type { DiagnosisCheck } from './diagnosis-schema.ts';

const CONNECT_MS = 4_000;
const HANDSHAKE_MS = 4_000;
const DAY_MS = 86_400_000;
const FAILED = 'The TLS handshake failed';
/** Certificates that are renewed by a machine are so 30 days before their end. */
const EXPIRES_SOON_DAYS = 14;

export type Place = { host: string; port: number; isHttps: boolean };

/**
 * Opens a connection to an address, which the caller has vetted, and for https makes the handshake and looks at the
 * certificate. Nothing is sent beyond that.
 * @param trusted certificates of authorities besides those that Node trusts.
 */
export async function checkConnection(
  { host, port, isHttps }: Place,
  address: string,
  {
    now,
    trusted,
    namesSourceIps = false,
  }: { now: Date; trusted?: string[] | undefined; namesSourceIps?: boolean },
): Promise<DiagnosisCheck[]> {
  const opened = await open(address, port);
  if (!(opened instanceof Error)) opened.destroy();
  else return [noConnection(opened, port, namesSourceIps)];
  const tcp = pass('tcp', `Port ${port} accepts connections.`);
  if (!isHttps) {
    const advice = 'Use https, so that nobody reads or changes what is delivered on its way.';
    return [tcp, warn('tls', 'The URL is plain http: nothing is encrypted.', advice)];
  }
  return [tcp, await checkTls({ host, port, address }, now, trusted)];
}

function open(address: string, port: number): Promise<Socket | Error> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port, timeout: CONNECT_MS });
    socket.once('connect', () => resolve(socket));
    socket.once('timeout', () => socket.destroy(new Error('ETIMEDOUT')));
    socket.on('error', (error) => {
      socket.destroy();
      resolve(error);
    });
  });
}

function noConnection(
  error: Error & { code?: string },
  port: number,
  namesSourceIps: boolean,
): DiagnosisCheck {
  if (error.code === 'ECONNREFUSED')
    return fail(
      'tcp',
      `Nothing listens at port ${port}.`,
      'Check that your server runs, and the port in the URL.',
    );
  const how =
    error.message === 'ETIMEDOUT'
      ? `did not answer within ${CONNECT_MS / 1_000} seconds`
      : 'cannot be reached';
  return fail(
    'tcp',
    `Port ${port} ${how}.`,
    `A firewall may drop the packets. ${letIn(namesSourceIps)} Check that your server runs.`,
  );
}

async function checkTls(
  { host, port, address }: { host: string; port: number; address: string },
  now: Date,
  ca: string[] | undefined,
): Promise<DiagnosisCheck> {
  const shaken = await shakeHands({ host, port, address }, ca);
  if (shaken instanceof Error) {
    const advice = 'Check that this port speaks https, with TLS 1.2 or newer.';
    const saying = sayingOf(shaken.message);
    return fail('tls', saying.startsWith(FAILED) ? saying : `${FAILED}: ${saying}`, advice);
  }
  const { certificate, fault } = shaken;
  const until = new Date(certificate.valid_to);
  const day = Number.isNaN(until.getTime()) ? 'an unknown day' : until.toISOString().slice(0, 10);
  if (fault) return refused(fault, host, day);
  const days = Math.floor((until.getTime() - now.getTime()) / DAY_MS);
  const detail = `The certificate is valid for ${host}, with its chain, until ${day}.`;
  if (days >= EXPIRES_SOON_DAYS) return pass('tls', detail);
  return warn(
    'tls',
    `${detail} That is in ${days} ${days === 1 ? 'day' : 'days'}.`,
    'Renew the certificate.',
  );
}

type Shaken = { certificate: PeerCertificate; fault: string | undefined };

function shakeHands(
  { host, port, address }: { host: string; port: number; address: string },
  ca: string[] | undefined,
): Promise<Shaken | Error> {
  return new Promise((resolve) => {
    const socket: TLSSocket = connectTls({
      host: address,
      port,
      ...(isIP(host) ? {} : { servername: host }),
      ...(ca && { ca }),
      // A bad certificate is what we are looking for. Nothing is sent on this connection.
      rejectUnauthorized: false,
      timeout: HANDSHAKE_MS,
    });
    const end = (result: Shaken | Error) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(result);
    };
    // A socket's own timeout begins anew with each byte.
    const timer = setTimeout(
      () => end(new Error(`It took longer than ${HANDSHAKE_MS / 1_000} seconds.`)),
      HANDSHAKE_MS,
    );
    socket.once('secureConnect', () => {
      const fault = socket.authorized ? undefined : codeOf(socket.authorizationError);
      end({ certificate: socket.getPeerCertificate(), fault });
    });
    socket.on('error', end);
  });
}

/** Declared an Error, and in fact the code alone where the chain is at fault. */
function codeOf(error: unknown): string {
  if (typeof error === 'string') return error;
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}

function refused(fault: string, host: string, day: string): DiagnosisCheck {
  switch (fault) {
    case 'CERT_HAS_EXPIRED':
      return fail('tls', `The certificate ended on ${day}.`, 'Renew the certificate.');
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return fail('tls', `The certificate is not for ${host}.`, 'Use a certificate that has this name.');
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
      return fail(
        'tls',
        'The certificate is self-signed.',
        'Use one of a public authority, such as Let’s Encrypt.',
      );
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_GET_ISSUER_CERT':
      return fail(
        'tls',
        'The chain of the certificate is incomplete, or ends at an authority that is not trusted.',
        'Let your server send the intermediate certificates, too: the "full chain".',
      );
    default:
      return fail(
        'tls',
        `The certificate is not accepted (${fault}).`,
        'Ask your certificate authority for another one.',
      );
  }
}
