import { readFailure } from '../../api/failure.ts';
import { lineAt } from '../../ui/json/line-of.ts';
import { readJson, type JsonFault } from '../../ui/json/read-json.ts';

/** What the server found wrong with the data of a sample, each with its place; empty where that is not why it refused. */
export function payloadIssues(error: unknown, payload: string): JsonFault[] {
  const failure = error ? readFailure(error) : null;
  const issues = failure?.kind === 'refused' ? (failure.problem?.issues ?? []) : [];
  if (!issues.every(({ path }) => path === '/data' || path.startsWith('/data/'))) return [];
  const isReadable = !readJson(payload).fault;
  return issues.map(({ path: sent, message }) => {
    const path = sent.slice('/data'.length);
    return { path, line: isReadable ? lineAt(payload, path) : null, message };
  });
}
