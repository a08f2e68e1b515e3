import type { Attempt } from '@tidings/delivery/schema';

import { statusWords } from '../../../format/http-status.ts';
import { prettyJson } from '../../../format/json.ts';
import { counted } from '../../../format/number.ts';

/** Stands for the body of an event that is past its retention; no request has an empty one. */
const BODY_GONE = '(body no longer kept)';

/** One in a line, as HTTP writes them. */
export function headerLines(headers: Record<string, string | string[]>): string[] {
  return Object.entries(headers).flatMap(([name, value]) => [value].flat().map((each) => `${name}: ${each}`));
}

/** A request as text. `pretty` indents the body for reading; what is copied keeps the bytes that were signed. */
export function requestText(request: Attempt['request'], pretty: boolean): string {
  const body = pretty ? prettyJson(request.body) || BODY_GONE : request.body;
  return [`POST ${request.url}`, ...headerLines(request.headers), '', body].join('\n');
}

export function responseText(attempt: Pick<Attempt, 'response' | 'status_code'>, pretty: boolean): string {
  const { response, status_code: code } = attempt;
  if (!response) return '';
  const body = compressedWords(response) || (pretty ? prettyJson(response.body) : response.body);
  return [
    code === null ? 'No status' : statusWords(code),
    ...headerLines(response.headers),
    '',
    body || (pretty ? '(empty body)' : ''),
  ].join('\n');
}

/** Stands for a body that came compressed; its bytes would be no text. '' for any other. */
function compressedWords({ compressed, truncated }: NonNullable<Attempt['response']>): string {
  if (!compressed) return '';
  return `(compressed body: ${compressed.encoding}, ${truncated ? 'more than ' : ''}${counted(compressed.bytes, 'byte')})`;
}
