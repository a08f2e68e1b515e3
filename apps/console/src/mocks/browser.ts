import { setupWorker } from 'msw/browser';

import { handlers } from './handlers.ts';

/** Offline mode: `vite --mode offline`. Any e-mail with the password "demo" signs in; `empty@…` has no webhooks. */
export async function startMocks(): Promise<void> {
  await setupWorker(...handlers).start({ onUnhandledRequest: 'bypass', quiet: true });
}
