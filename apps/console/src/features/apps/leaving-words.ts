import type { App } from '@tidings/identity/schema';

import { counted } from '../../format/number.ts';

/** What goes with an app that is uninstalled, a line each. */
export function leavingWords({ keys, webhooks }: Pick<App, 'keys' | 'webhooks'>): string[] {
  return [
    keys === 0
      ? 'No key: it has none in force.'
      : `${counted(keys, 'key')}: the next request with ${keys === 1 ? 'it' : 'one of them'} is refused.`,
    webhooks === 0
      ? 'No webhook: it made none that is still there.'
      : `${counted(webhooks, 'webhook')} that it made: what waits to be delivered to ${
          webhooks === 1 ? 'it' : 'them'
        } is never sent.`,
  ];
}
