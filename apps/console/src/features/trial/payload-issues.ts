import { readFailure } from '../../api/failure.ts';

/** What the server found wrong with the data of a sample, each with its place; empty where that is not why it refused. */
export function payloadIssues(error: unknown): string[] {
  const failure = error ? readFailure(error) : null;
  const issues = failure?.kind === 'refused' ? (failure.problem?.issues ?? []) : [];
  if (!issues.every(({ path }) => path === '/data' || path.startsWith('/data/'))) return [];
  return issues.map(({ path, message }) =>
    path === '/data' ? message : `${path.slice('/data'.length)}: ${message}`,
  );
}
