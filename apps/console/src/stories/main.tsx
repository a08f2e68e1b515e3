import '@fontsource-variable/inter';
import '@fontsource-variable/jetbrains-mono';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '../theme/global.css';

import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { setupWorker } from 'msw/browser';
import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';

import { queryClient } from '../api/client.ts';
import { Toasts } from '../app/toasts.tsx';
import { sessionQuery } from '../features/session/use-session.ts';
import { signInAs } from '../mocks/procedures.ts';
import { resolveCssVariables } from '../theme/css-variables.ts';
import { theme } from '../theme/theme.ts';
import { everyComponent, findStory } from './find-stories.ts';
import { press } from './press.ts';
import { handlersOf } from './story-handlers.ts';
import { StoryIndex } from './story-index.tsx';
import { storyRouter } from './story-router.tsx';
import type { Story } from './story.ts';
import classes from './stories.module.css';

/** A story of the console's parts, by its address; all of them, where none is named. */
const chosen = new URLSearchParams(location.search);

function show(content: ReactNode): void {
  const scheme = chosen.get('scheme');
  const root = document.getElementById('root');
  if (!root) throw new Error('stories.html has no #root');
  createRoot(root).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={resolveCssVariables}
        defaultColorScheme="auto"
        {...((scheme === 'light' || scheme === 'dark') && { forceColorScheme: scheme })}
      >
        {content}
      </MantineProvider>
    </StrictMode>,
  );
}

async function tell(address: string, story: Story): Promise<void> {
  document.title = address;
  // Nothing of the story before: the address alone says what shows.
  sessionStorage.clear();
  signInAs('ada@example.com');
  await setupWorker(...handlersOf(story)).start({ onUnhandledRequest: 'bypass', quiet: true });
  // What fails is to be seen at once.
  queryClient.setDefaultOptions({ queries: { retry: false } });
  await queryClient.ensureQueryData(sessionQuery);
  const router = storyRouter(() => (
    <main id="main" className={classes.story}>
      <h1>{address}</h1>
      {story.render()}
    </main>
  ));
  show(
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
      <Toasts />
    </QueryClientProvider>,
  );
  for (const name of story.press ?? []) await press(name);
}

async function start(): Promise<void> {
  const address = chosen.get('story');
  if (address === null) return show(<StoryIndex components={await everyComponent()} />);
  const story = await findStory(address);
  if (!story) throw new Error(`There is no story ${address}.`);
  await tell(address, story);
}

void start();
