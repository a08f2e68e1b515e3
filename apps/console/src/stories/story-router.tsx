import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  type AnyRouter,
} from '@tanstack/react-router';
import type { ReactNode } from 'react';

/** From here links lead on that keep what the page is searched by. */
const PAGES = ['/dashboard/settings/webhooks/', '/dashboard/events', '$'];

/** A router that goes nowhere: what links need around them, with the story on whatever page they lead to. */
export function storyRouter(story: () => ReactNode): AnyRouter {
  const root = createRootRoute({ component: story });
  return createRouter({
    routeTree: root.addChildren(PAGES.map((path) => createRoute({ getParentRoute: () => root, path }))),
    history: createMemoryHistory({ initialEntries: ['/dashboard/settings/webhooks'] }),
  });
}
