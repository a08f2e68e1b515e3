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
  const { missingProperty, additionalProperty, allowedValues } = error.params as Record<string, unknown>;
  if (typeof missingProperty === 'string') {
    return { path: `${path}${pointer([missingProperty])}`, message: 'This field is required.' };
  }
  if (typeof additionalProperty === 'string') {
    return { path: `${path}${pointer([additionalProperty])}`, message: 'There is no such field.' };
  }
  const allowed = Array.isArray(allowedValues) ? `: ${allowedValues.join(', ')}` : '';
  return { path, message: `${error.message ?? 'Not valid'}${allowed}.` };
}
