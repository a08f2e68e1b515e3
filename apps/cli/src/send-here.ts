import type { Api } from './api.ts';
import { EXIT, Failure } from './failure.ts';
import { forward, shownUrl } from './forward.ts';
import { printForwarded } from './print-forwarded.ts';
import type { Shell } from './shell.ts';
import { localSecret, signedHeaders } from './standard-signature.ts';
import { VERSION } from './version.ts';

/** A stored event, with its envelope as it was published. */
export type Stored = { id: string; type: string; body: string };
type Sending = {
  url: string;
  found: Stored[];
  api: Api;
  json?: true | undefined;
  printBody?: true | undefined;
};

/**
 * Sends stored events to a URL that this machine reaches, one after the other, signed as by `tidings listen`.
 * @throws {Failure} `notPassed` where one was not taken; `interrupted` where not all were sent.
 */
export async function sendHere(shell: Shell, { url, found, api, json, printBody }: Sending): Promise<void> {
  const { secret, isOfListen } = await localSecret(shell.around.env, api);
  const by = isOfListen ? secret : 'TIDINGS_WEBHOOK_SECRET'; // what somebody set may be that of a real webhook
  const many = found.length === 1 ? 'one event' : `${found.length} events`;
  shell.print.note(
    json
      ? JSON.stringify({ sending: { total: found.length, forward: shownUrl(url), signed_with: by } })
      : `Sending ${many} to ${shownUrl(url)}, signed with ${by}`,
  );
  let failed = 0;
  for (const { id, type, body } of found) {
    if (shell.around.signal.aborted) throw new Failure(EXIT.interrupted, 'Not all of them were sent.');
    const timestamp = Math.floor(Date.now() / 1000);
    const headers = {
      'content-type': 'application/json',
      'user-agent': `tidings-cli/${VERSION}`,
      ...signedHeaders({ id, timestamp, body }, secret),
    };
    const request = { headers, body };
    const forwarded = await forward(url, request, shell);
    if (forwarded.status === null || forwarded.status >= 300) failed += 1;
    printForwarded(shell, { id, type, request }, { forwarded, json, printBody });
  }
  if (failed > 0) throw new Failure(EXIT.notPassed, `${failed} of ${found.length} did not succeed.`);
}
