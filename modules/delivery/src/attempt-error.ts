import { BlockedAddressError } from './guarded-connector.ts';
import type { AttemptError } from './schema.ts';

const CODES: Record<string, AttemptError> = {
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  ENODATA: 'dns',
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  UND_ERR_SOCKET: 'reset',
  UND_ERR_HEADERS_OVERFLOW: 'protocol',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'protocol',
};

/** Sorts an error of the connection or the protocol into the classes that people see and filter by. */
export function classify(error: Error): { error: AttemptError; errorDetail: string } {
  const cause = error instanceof AggregateError && error.errors[0] instanceof Error ? error.errors[0] : error;
  if (cause instanceof BlockedAddressError) return { error: 'blocked', errorDetail: cause.message };
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  const errorDetail = cause.message.slice(0, 500) || code;
  const known = CODES[code];
  if (known) return { error: known, errorDetail };
  if (/^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO|DEPTH_ZERO|SELF_SIGNED|EPROTO)/.test(code))
    return { error: 'tls', errorDetail };
  if (code.startsWith('HPE_') || cause.name === 'HTTPParserError') return { error: 'protocol', errorDetail };
  return { error: 'reset', errorDetail };
}

/** 2xx is success; every other answer is a failure of its class. A redirect is one: it is never followed. */
export function classifyStatus(status: number): AttemptError | null {
  if (status >= 200 && status < 300) return null;
  if (status < 200) return 'http_1xx';
  if (status < 400) return 'http_3xx';
  return status < 500 ? 'http_4xx' : 'http_5xx';
}
