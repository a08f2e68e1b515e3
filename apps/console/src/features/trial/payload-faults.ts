import { issuesOf } from '../../api/failure.ts';
import { lineAt } from '../../ui/json/line-of.ts';
import type { JsonFault } from '../../ui/json/read-json.ts';
import { toTestInput, type Wish } from './test-input.ts';

const AT_DATA = /^\/data(?=\/|$)/;

/** What is wrong with the data of a sample, each with its place: as it stands here, or as the server said. */
export function payloadFaults(wish: Wish, example: string | null, error: unknown): JsonFault[] {
  if (wish.from === 'event') return [];
  const parsed = toTestInput(wish, example);
  if (!parsed.ok) return parsed.fault.field === 'payload' ? [parsed.fault] : [];
  return issuesOf(error)
    .filter(({ path }) => AT_DATA.test(path))
    .map(({ path: sent, message }) => {
      const path = sent.replace(AT_DATA, '');
      return { path, line: lineAt(wish.payload, path), message };
    });
}
