import '@fontsource-variable/inter';
import '@fontsource-variable/jetbrains-mono';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '../theme/global.css';

import { notifications } from '@mantine/notifications';
import { setupWorker } from 'msw/browser';
import { createRoot } from 'react-dom/client';

import { queryClient } from '../api/client.ts';
import { sessionQuery } from '../features/session/use-session.ts';
import { handlers } from '../mocks/handlers.ts';
import { signInAs } from '../mocks/procedures.ts';
import { everyComponent, findStory } from './find-stories.ts';
import { press } from './press.ts';
import { handlersOf } from './story-handlers.ts';
import { StoryFrame } from './story-frame.tsx';
import { StoryIndex } from './story-index.tsx';
import { StoryPage } from './story-page.tsx';

const place = document.getElementById('root');
if (!place) throw new Error('stories.html has no #root');
const root = createRoot(place);
const worker = setupWorker(...handlers);

/** Nothing is left of the story before: the address alone says what shows. */
function clear(): void {
  root.render(null);
  const session = queryClient.getQueryData(sessionQuery.queryKey);
  queryClient.clear();
  queryClient.setQueryData(sessionQuery.queryKey, session);
  sessionStorage.clear();
  notifications.clean();
  window.scrollTo(0, 0);
}

/** Shows the story that the address names behind its `#`, or where there is none, a list of all. */
async function open(): Promise<void> {
  const address = decodeURIComponent(location.hash.slice(1));
  clear();
  document.title = address || 'Stories';
  if (address === '') {
    const components = await everyComponent();
    return root.render(
      <StoryFrame>
        <StoryIndex components={components} />
      </StoryFrame>,
    );
  }
  const story = await findStory(address);
  if (!story) throw new Error(`There is no story ${address}.`);
  worker.resetHandlers(...handlersOf(story));
  root.render(
    <StoryFrame>
      <StoryPage address={address} story={story} />
    </StoryFrame>,
  );
  for (const name of story.press ?? []) await press(name);
}

async function start(): Promise<void> {
  signInAs('ada@example.com');
  await worker.start({ onUnhandledRequest: 'bypass', quiet: true });
  // What fails is to be seen at once.
  queryClient.setDefaultOptions({ queries: { retry: false } });
  await queryClient.ensureQueryData(sessionQuery);
  window.addEventListener('hashchange', () => void open());
  await open();
}

void start();
