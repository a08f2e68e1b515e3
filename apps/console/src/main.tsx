import '@fontsource-variable/inter';
import '@fontsource-variable/jetbrains-mono';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './theme/global.css';
import './app/without-eval.ts'; // before the first schema is made

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { App } from './app/app.tsx';

async function start(): Promise<void> {
  if (import.meta.env.MODE === 'offline') {
    const { startMocks } = await import('./mocks/browser.ts');
    await startMocks();
  }
  // What it tells of is read before.
  void import('./live/open-stream.ts').then(({ prepareStream }) => prepareStream());
  void import('./app/keep-focus.ts').then(({ keepFocus }) => keepFocus());
  const root = document.getElementById('root');
  if (!root) throw new Error('index.html has no #root');
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}

void start();
