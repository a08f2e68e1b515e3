import type { EventType } from '@tidings/event/schema';

import { quoted } from '../../format/shell.ts';
import { exampleOf } from '../catalog/example.ts';

interface Target {
  origin: string;
  accountId: string;
}

/** A command that publishes the example of a type; the key stays the reader's, in a variable of the shell. */
export function publishCurl(type: EventType | undefined, { origin, accountId }: Target): string {
  const body = { type: type?.name ?? 'tag.created', data: exampleOf(type) ?? {} };
  return [
    `curl -X POST ${quoted(`${origin}/api/v1/events`)}`,
    `-H "authorization: Bearer $TIDINGS_SERVICE_KEY"`,
    `-H ${quoted(`tidings-account: ${accountId}`)}`,
    `-H 'content-type: application/json'`,
    `-d ${quoted(JSON.stringify(body, null, 2))}`,
  ].join(' \\\n  ');
}
