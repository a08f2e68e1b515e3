import { QueryClientProvider } from '@tanstack/react-query';
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
  type AnyRouter,
} from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';

import { queryClient } from '../api/client.ts';
import { Toasts } from '../app/toasts.tsx';
import type { Story } from './story.ts';
import classes from './stories.module.css';

/** From here links lead on that keep what the page is searched by. */
const PAGES = ['/dashboard/settings/webhooks/', '/dashboard/events', '$'];

/** A router that goes nowhere: what links need around them, with the story on whatever page they lead to. */
function routerAround(story: () => ReactNode): AnyRouter {
  const root = createRootRoute({ component: story });
  return createRouter({
    routeTree: root.addChildren(PAGES.map((path) => createRoute({ getParentRoute: () => root, path }))),
    history: createMemoryHistory({ initialEntries: ['/dashboard/settings/webhooks'] }),
  });
}

/** One story, with data and links as the console has them. */
export function StoryPage({ address, story }: { address: string; story: Story }) {
  const [component, state] = address.split('/');
  const [router] = useState(() =>
    routerAround(() => (
      <main id="main" className={classes.story} data-showing={address}>
        <div data-frame>
          <h1>{component}</h1>
          {/* The headings of what is shown stand below one of a page's parts. */}
          <h2>{state}</h2>
        </div>
        {story.render()}
      </main>
    )),
  );
  return (
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
      <Toasts />
    </QueryClientProvider>
  );
}
