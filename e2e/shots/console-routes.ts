import { readFileSync } from 'node:fs';

const TREE = new URL('../../apps/console/src/routeTree.gen.ts', import.meta.url);

/**
 * Every route that the console has, as its links name them (`/dashboard/settings/webhooks/$id/edit`), from the tree that the
 * router's plugin writes: also those that are added later. Layouts, which are no page by themselves, are not among them.
 */
export function consoleRoutes(): string[] {
  const tree = readFileSync(TREE, 'utf8');
  const listed = /interface FileRoutesByTo \{([^}]*)\}/.exec(tree)?.[1] ?? '';
  const routes = [...listed.matchAll(/^\s*'([^']+)'/gm)].map(([, route]) => route ?? '');
  if (routes.length === 0) throw new Error('The tree of the routes is not written as it was.');
  return routes;
}
