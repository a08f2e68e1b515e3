import { z } from 'zod';

type RawIssue = Parameters<z.core.$ZodErrorMap>[0];

const KINDS: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  null: 'null',
  undefined: 'nothing',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  date: 'a date',
  nan: 'something that is not a number',
};

const FORMATS: Record<string, string> = {
  date: 'a date such as 2026-11-01',
  datetime: 'a date and time such as 2026-11-20T14:34:00.000Z',
  duration: 'a duration such as P1D',
  email: 'an e-mail address',
  url: 'a URL such as https://example.com/hooks',
  uuid: 'a UUID',
  ipv4: 'an IPv4 address',
  ipv6: 'an IPv6 address',
  base64: 'base64',
};

const number = new Intl.NumberFormat('en');

/** What is wrong with a value in our words: every sentence says what was expected. Schemas may say it better themselves. */
export function plainIssue(issue: RawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return invalidType(issue.expected, issue.input);
    case 'invalid_value':
      return `Expected ${anyOf(issue.values.map((value) => JSON.stringify(value)))}.`;
    case 'invalid_format':
      return `Expected ${FORMATS[issue.format] ?? formatOf(issue)}.`;
    case 'too_small':
    case 'too_big':
      return outOfBounds(issue);
    case 'not_multiple_of':
      return `Expected a multiple of ${issue.divisor}.`;
    case 'unrecognized_keys':
      return `There is no such field: ${issue.keys.map((key) => JSON.stringify(key)).join(', ')}.`;
    case 'invalid_key':
      return 'This name cannot be used here.';
    case 'invalid_union':
      return noneOf(issue.errors);
    case 'invalid_element':
    case 'custom':
    case undefined:
      return 'This value is not valid.';
    default:
      return undefined;
  }
}

function invalidType(expected: string, input: unknown): string {
  const kind = KINDS[expected] ?? expected;
  if (input === undefined) return `This is required: ${kind}.`;
  const got = kindOf(input);
  return got === kind ? `Expected ${kind}.` : `Expected ${kind}, and got ${got}.`;
}

function kindOf(input: unknown): string {
  if (input === null) return 'null';
  if (Array.isArray(input)) return 'a list';
  if (Number.isNaN(input)) return 'something that is not a number';
  if (typeof input === 'number') return Number.isInteger(input) ? 'a number' : 'a number with a fraction';
  return KINDS[typeof input] ?? typeof input;
}

function formatOf(issue: Extract<RawIssue, { code: 'invalid_format' }>): string {
  return issue.pattern === undefined
    ? `text of the format ${issue.format}`
    : `text of the form ${issue.pattern}`;
}

type Bound = Extract<RawIssue, { code: 'too_small' | 'too_big' }>;

function outOfBounds(issue: Bound): string {
  const isLow = issue.code === 'too_small';
  const bound = Number(isLow ? issue.minimum : issue.maximum);
  const within =
    issue.inclusive === false ? (isLow ? 'more than' : 'less than') : isLow ? 'at least' : 'at most';
  const limit = `${issue.exact === true ? 'exactly' : within} ${number.format(bound)}`;
  const one = bound === 1;
  switch (issue.origin) {
    case 'string':
      return `Expected ${limit} ${one ? 'character' : 'characters'}.`;
    case 'array':
    case 'set':
      return `Expected ${limit} ${one ? 'item' : 'items'}.`;
    case 'object':
      return `Expected ${limit} ${one ? 'field' : 'fields'}.`;
    default:
      return `Expected a number of ${limit}.`;
  }
}

/** What each way of a union wanted, said once: "Expected text or a list." */
function noneOf(ways: readonly (readonly z.core.$ZodIssue[])[] | undefined): string {
  const wanted = (ways ?? []).flatMap(([first]) => {
    const expected =
      first && first.path.length === 0 ? /^Expected (.+?)(?:, and got .+)?\.$/.exec(first.message) : null;
    return expected?.[1] ?? [];
  });
  return wanted.length === 0 ? 'This value is not valid.' : `Expected ${anyOf([...new Set(wanted)])}.`;
}

function anyOf(words: string[]): string {
  const last = words.at(-1) ?? '';
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} or ${last}` : last;
}

/** For every schema of this process, whoever wrote it; also for the console's forms, which use the same schemas. */
z.config({ customError: plainIssue });
