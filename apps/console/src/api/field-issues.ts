import { readFailure } from './failure.ts';

/**
 * What the server found wrong with the fields of a form; null when that is not, or not all of, why it refused, and the
 * refusal has to be told beside the form.
 */
export function fieldIssues<Field extends string>(
  error: unknown,
  fields: readonly Field[],
): Partial<Record<Field, string>> | null {
  const failure = error ? readFailure(error) : null;
  const issues = failure?.kind === 'refused' ? (failure.problem?.issues ?? []) : [];
  if (issues.length === 0) return null;
  const found: Partial<Record<Field, string>> = {};
  for (const { path, message } of issues) {
    const name = path.replace(/^\//, '').split('/')[0];
    const field = fields.find((each) => each === name);
    if (field === undefined) return null;
    found[field] ??= message;
  }
  return found;
}
