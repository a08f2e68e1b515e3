/** What checks at run time are made of; stands in every generated file, so that it needs nothing else. */
export const CHECKS_TEXT = `type Check = { (value: unknown): boolean; readonly isOptional?: true };

function has(value: object, name: string): boolean {
  return Object.prototype.hasOwnProperty.call(value, name);
}

function hasFields(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const is = {
  anything: (_value: unknown) => true,
  nothing: (_value: unknown) => false,
  string: (value: unknown) => typeof value === 'string',
  number: (value: unknown) => typeof value === 'number',
  integer: (value: unknown) => Number.isInteger(value),
  boolean: (value: unknown) => typeof value === 'boolean',
  literal: (wanted: string | number | boolean | null) => (value: unknown) => value === wanted,
  list: (of: Check) => (value: unknown) => Array.isArray(value) && value.every((each) => of(each)),
  dictionary: (of: Check) => (value: unknown) =>
    hasFields(value) && Object.values(value).every((each) => of(each)),
  oneOf: (...checks: Check[]) => (value: unknown) => checks.some((check) => check(value)),
  allOf: (...checks: Check[]) => (value: unknown) => checks.every((check) => check(value)),
  optional: (check: Check): Check => Object.assign((value: unknown) => check(value), { isOptional: true } as const),
  later: (make: () => Check): Check => {
    let made: Check | undefined;
    return (value: unknown) => (made ??= make())(value);
  },
  object: (fields: { readonly [name: string]: Check }) => (value: unknown) =>
    hasFields(value) &&
    Object.entries(fields).every(([name, check]) =>
      has(value, name) ? check(value[name]) : check.isOptional === true,
    ),
};

function isEvent(value: unknown, checks: { readonly [version: string]: Check }, type: string, version?: string): boolean {
  if (!hasFields(value) || value['type'] !== type || typeof value['api_version'] !== 'string') return false;
  if (version !== undefined && value['api_version'] !== version) return false;
  if (!has(checks, value['api_version'])) return false;
  const isEnvelope = ['id', 'created_at', 'account_id'].every((name) => typeof value[name] === 'string');
  return isEnvelope && checks[value['api_version']]?.(value['data']) === true;
}
`;
