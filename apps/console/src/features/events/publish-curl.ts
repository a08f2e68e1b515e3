import type { EventType } from '@tidings/event/schema';

import { exampleOf } from '../catalog/example.ts';

const quote = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`;

interface Target {
  origin: string;
  accountId: string;
}

/** A command that publishes the example of a type; the key stays the reader's, in a variable of the shell. */
export function publishCurl(type: EventType | undefined, { origin, accountId }: Target): string {
  const body = { type: type?.name ?? 'tag.created', data: exampleOf(type) ?? {} };
  return [
    `curl -X POST ${quote(`${origin}/api/v1/events`)}`,
    `-H "authorization: Bearer $TIDINGS_SERVICE_KEY"`,
    `-H ${quote(`tidings-account: ${accountId}`)}`,
    `-H 'content-type: application/json'`,
    `-d ${quote(JSON.stringify(body, null, 2))}`,
  ].join(' \\\n  ');
}
