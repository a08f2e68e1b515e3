import type { AttemptError } from '@tidings/delivery/schema';

/** Where the count of each error class stands in a rollup's `errors`. Only ever added to at the end. */
export const ERROR_CLASSES: readonly AttemptError[] = [
  'dns',
  'refused',
  'unreachable',
  'tls',
  'timeout',
  'reset',
  'blocked',
  'protocol',
  'interrupted',
  'internal',
  'http_1xx',
  'http_3xx',
  'http_4xx',
  'http_5xx',
];

/** The place, from 1 on as Postgres counts, of faults of Tidings' own, which say nothing of a webhook. */
export const INTERNAL_PLACE = ERROR_CLASSES.indexOf('internal') + 1;
