import { BlockedAddressError, type ConnectionPhases } from './guarded-connector.ts';
import type { AttemptError } from '../schema.ts';

const DETAIL_LIMIT = 500;

const CODES: Record<string, AttemptError> = {
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  ENODATA: 'dns',
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  UND_ERR_SOCKET: 'reset',
  UND_ERR_HEADERS_OVERFLOW: 'protocol',
  // What undici takes for granted of an answer, and finds otherwise: a status below 100, say, or an upgrade to nothing.
  ERR_ASSERTION: 'protocol',
  UND_ERR_DESTROYED: 'interrupted',
  UND_ERR_CLOSED: 'interrupted',
  // This machine has no descriptor, port or memory left.
  EMFILE: 'internal',
  ENFILE: 'internal',
  ENOBUFS: 'internal',
  ENOMEM: 'internal',
  EADDRNOTAVAIL: 'internal',
};
/** What undici says of an answer that it cannot take for one, by the code of a connection that was closed. */
const IMPOSSIBLE_ANSWERS = new Set(['bad response', 'bad upgrade']);
/** How undici's parser says that a connection ended within the body: by its name for it, or by what llhttp said. */
const ENDED_EARLY = 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH';
const EARLY_END = '(Invalid EOF state)';
/** OpenSSL's and Node's names for what is wrong with a handshake or a certificate (X509_V_ERR_…). */
const OF_TLS =
  /^(ERR_TLS|ERR_SSL|ERR_OSSL|EPROTO|CERT_|CRL_|ERROR_IN_|UNABLE_TO|DEPTH_ZERO|SELF_SIGNED|HOSTNAME_MIS|INVALID_(CA|PUR)|PATH_LENGTH)/;

/**
 * Sorts an error of the connection or the protocol into the classes that people see and filter by. What is none
 * of the receiver's making is `internal`.
 * @param hasAnswered the headers of the answer had come.
 */
export function classify(error: Error, hasAnswered = false): { error: AttemptError; errorDetail: string } {
  const cause = error instanceof AggregateError && error.errors[0] instanceof Error ? error.errors[0] : error;
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  const said = code === 'ERR_ASSERTION' ? IMPOSSIBLE : sayingOf(cause.message);
  return { error: classOf(cause, code, hasAnswered), errorDetail: storable(said) || code };
}

function classOf(cause: Error, code: string, hasAnswered: boolean): AttemptError {
  if (cause instanceof BlockedAddressError) return 'blocked';
  const call = 'syscall' in cause && typeof cause.syscall === 'string' ? cause.syscall : '';
  if (call === 'getaddrinfo' || call.startsWith('query')) return 'dns'; // also when the resolver refuses, or is silent
  if (IMPOSSIBLE_ANSWERS.has(cause.message)) return 'protocol';
  if (hasAnswered && (code === ENDED_EARLY || cause.message.endsWith(EARLY_END))) return 'reset';
  const known = CODES[code];
  if (known) return known;
  if (OF_TLS.test(code)) return 'tls';
  if (code === ENDED_EARLY || cause.name === 'HTTPParserError') return 'protocol'; // which has no code of its own
  return call === '' ? 'internal' : 'reset';
}

/** In our words what Node, undici and llhttp say in theirs; receivers' owners know none of these. */
const SAYINGS: Record<string, string> = {
  'bad response': 'The endpoint sent an interim answer (100 or 101) that it was not asked for.',
  'bad upgrade': 'The endpoint switched to another protocol instead of answering.',
  'other side closed': 'The endpoint closed the connection before it had answered.',
  'read ECONNRESET': 'The endpoint reset the connection.',
  'write EPIPE': 'The endpoint closed the connection while the request was being sent.',
  'Headers Overflow Error': 'The headers of the answer are larger than 16 KiB.',
};
const IMPOSSIBLE = 'The endpoint sent an answer that HTTP does not have.';
const SAID_HERE = new Set([...Object.values(SAYINGS), IMPOSSIBLE]);
/** OpenSSL's errors: `<thread>:error:<number>:SSL routines:<function>:<what is wrong>:<file>:<line>:`. */
const OF_OPENSSL = /:error:[0-9A-F]+:SSL routines:[^:]*:([^:]+):/;
const PLAIN_HTTP = 'wrong version number';
/** What Node advises whoever runs it, after what is wrong with a certificate. */
const ADVICE_OF_NODE = /; if the root CA is installed locally, .*$/;

/** What went wrong, as the owner of a receiver can read it. */
export function sayingOf(message: string): string {
  const known = SAYINGS[message];
  if (known !== undefined) return known;
  const reason = OF_OPENSSL.exec(message)?.[1];
  if (reason === undefined) return message.replace(ADVICE_OF_NODE, '');
  const hint = reason === PLAIN_HTTP ? ' Does the port speak http instead of https?' : '';
  return `The TLS handshake failed: ${reason}.${hint}`;
}

/** What had not happened by the deadline, for a sentence that goes on with how long that was. */
export function unended(phases: ConnectionPhases | undefined, hasAnswered: boolean): string {
  if (!phases) return hasAnswered ? 'The response had not ended' : 'There was no response';
  if (phases.connect === null) return NO_NAME;
  return phases.tls === null ? NO_CONNECTION : NO_HANDSHAKE;
}

const NO_NAME = 'The name of the endpoint had not been resolved';
const NO_CONNECTION = 'No connection had come about';
const NO_HANDSHAKE = 'The TLS handshake had not ended';
/** In our words, undici's and Node's. */
const MISSING = {
  name: [NO_NAME],
  connection: [NO_CONNECTION, 'Connect Timeout', 'connect ETIMEDOUT'],
  handshake: [NO_HANDSHAKE],
};

/** What was missing as an attempt timed out, by the beginning of its detail. */
export function missingBy(detail: string | null): 'name' | 'connection' | 'handshake' | 'answer' {
  const begins = (words: string[]) => words.some((each) => detail?.startsWith(each));
  if (begins(MISSING.name)) return 'name';
  if (begins(MISSING.connection)) return 'connection';
  return begins(MISSING.handshake) ? 'handshake' : 'answer';
}

/** Whether a detail is one of our sentences, rather than what Node, undici or llhttp said. */
export function isOwnSaying(detail: string | null): detail is string {
  return detail !== null && SAID_HERE.has(detail);
}

/** As Postgres can hold it: without NUL and halves of characters. Receivers write into it, as by their certificate. */
export function storable(text: string): string {
  return text.slice(0, DETAIL_LIMIT).toWellFormed().replaceAll('\0', '\ufffd');
}

/** 2xx is success; every other answer is a failure of its class. A redirect is one: it is never followed. */
export function classifyStatus(status: number): AttemptError | null {
  if (status >= 200 && status < 300) return null;
  if (status < 200) return 'http_1xx';
  if (status < 400) return 'http_3xx';
  return status < 500 ? 'http_4xx' : 'http_5xx';
}
