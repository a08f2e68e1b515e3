import type { Problem } from '@tidings/kernel/schema';

import type { WebhookFormValues } from './form-values.ts';

export type FieldErrors = Record<string, string>;
export type Issue = NonNullable<Problem['issues']>[number];

/** RFC 6901: a JSON pointer's parts, unescaped. A bare name is a pointer to a member of the body. */
export function pointerParts(path: string): string[] {
  return path
    .replace(/^\//, '')
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function fieldOf(path: string, values: WebhookFormValues): string | null {
  const [member, part] = pointerParts(path);
  switch (member) {
    case 'name':
    case 'url':
    case 'description':
    case 'events':
    case 'timeout_seconds':
    case 'rate_limit':
    case 'filter':
    case 'payload_style':
    case 'api_version':
    case 'signature_scheme':
    case 'ping':
    case 'verify':
      return member;
    case 'retry':
      return part === 'max_retries' ? 'max_retries' : part === 'enabled' ? 'retry_enabled' : 'delays';
    case 'headers': {
      const row = values.headers.findIndex((header) => header.name.trim() === part);
      return row === -1 ? 'headers' : `headers.${row}.name`;
    }
    default:
      return null;
  }
}

/** A filter is one field: where in it the fault lies has to be said. */
function messageOf({ path, message }: Issue, field: string): string {
  const inside = field === 'filter' ? path.replace(/^\/?filter/, '') : '';
  return inside ? `${inside}: ${message}` : message;
}

/** Puts each issue at the field that it is about; the first one a field wins, the rest is `others`. */
export function fieldErrors(
  issues: readonly Issue[],
  values: WebhookFormValues,
): { fields: FieldErrors; others: string[] } {
  const fields: FieldErrors = {};
  const others: string[] = [];
  for (const issue of issues) {
    const field = fieldOf(issue.path, values);
    if (field === null) others.push(issue.path ? `${issue.path}: ${issue.message}` : issue.message);
    else fields[field] ??= messageOf(issue, field);
  }
  return { fields, others };
}
