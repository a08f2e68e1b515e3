import { type Issue, pointer } from '@tidings/kernel';
import type { ErrorObject } from 'ajv/dist/2020.js';

/** A payload of 256 KiB can have tens of thousands of faults; nobody reads beyond these. */
const ISSUES_SHOWN = 100;

/** What Ajv found, with JSON pointers that begin with `prefix`. */
export function issuesOf(errors: ErrorObject[] | null | undefined, prefix: string): Issue[] {
  return (errors ?? []).slice(0, ISSUES_SHOWN).map((error) => issueOf(error, prefix));
}

function issueOf(error: ErrorObject, prefix: string): Issue {
  const path = `${prefix}${error.instancePath}`;
  const { missingProperty, additionalProperty } = error.params as Record<string, unknown>;
  if (typeof missingProperty === 'string') {
    return { path: `${path}${pointer([missingProperty])}`, message: 'This field is required.' };
  }
  if (typeof additionalProperty === 'string') {
    return { path: `${path}${pointer([additionalProperty])}`, message: 'There is no such field.' };
  }
  return { path, message: plainMessage(error) };
}

const KINDS: Record<string, string> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'null',
};
const FORMATS: Record<string, string> = {
  'date-time': 'a date and time such as 2026-11-20T14:34:00.000Z',
  date: 'a date such as 2026-11-01',
  time: 'a time such as 14:34:00Z',
  email: 'an e-mail address',
  uri: 'a URI such as https://example.com/1',
  uuid: 'a UUID',
};

/** What Ajv's keyword wanted, in our words; a keyword that is not known here keeps Ajv's. */
function plainMessage({ keyword, params, message }: ErrorObject): string {
  const given = params as Record<string, unknown>;
  const limit = String(given['limit']);
  switch (keyword) {
    case 'type':
      return `Expected ${[given['type']]
        .flat()
        .map((type) => KINDS[String(type)] ?? String(type))
        .join(' or ')}.`;
    case 'enum':
      return `Expected one of ${listed(given['allowedValues'])}.`;
    case 'const':
      return `Expected ${JSON.stringify(given['allowedValue'])}.`;
    case 'format':
      return `Expected ${FORMATS[String(given['format'])] ?? `text of the format ${String(given['format'])}`}.`;
    case 'pattern':
      return `Expected text of the form ${String(given['pattern'])}.`;
    case 'minLength':
    case 'maxLength':
      return `Expected ${keyword === 'minLength' ? 'at least' : 'at most'} ${limit} characters.`;
    case 'minItems':
    case 'maxItems':
      return `Expected ${keyword === 'minItems' ? 'at least' : 'at most'} ${limit} items.`;
    case 'minProperties':
    case 'maxProperties':
      return `Expected ${keyword === 'minProperties' ? 'at least' : 'at most'} ${limit} fields.`;
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return `Expected a number ${String(given['comparison'])} ${limit}.`;
    case 'multipleOf':
      return `Expected a multiple of ${String(given['multipleOf'])}.`;
    case 'uniqueItems':
      return 'Expected every item once.';
    default:
      return `Not valid: ${message ?? keyword}.`;
  }
}

function listed(values: unknown): string {
  return Array.isArray(values) ? values.map((value) => JSON.stringify(value)).join(', ') : String(values);
}
