import type { Forwarded, Request } from './forward.ts';
import type { Shell } from './shell.ts';
import { plain } from './surroundings.ts';

type Sent = { id: string; type: string; request: Request };
type How = { forwarded: Forwarded | null; json: boolean | undefined; printBody?: boolean | undefined };

/** One line for each: when, what, and what became of it. With `printBody` what was sent and answered stands below. */
export function printForwarded(
  shell: Shell,
  { id, type, request }: Sent,
  { forwarded, json, printBody }: How,
): void {
  const { print } = shell;
  if (json) {
    const outcome = forwarded && {
      status: forwarded.status,
      duration_ms: forwarded.durationMs,
      error: forwarded.error,
      answer: forwarded.answer,
    };
    const event: unknown = JSON.parse(request.body);
    const at = new Date().toISOString();
    return print.json({ at, event_id: id, event_type: type, ...outcome, event, request });
  }
  const time = print.style('dim', new Date().toLocaleTimeString('en-GB'));
  const what = `${plain(type)}  ${print.style('dim', id)}`;
  print.line(forwarded ? `${time}  ${outcomeOf(shell, forwarded)}  ${what}` : `${time}  ${what}`);
  if (!printBody) return;
  printBelow(shell, JSON.stringify(JSON.parse(request.body), null, 2));
  if (forwarded?.answer) printBelow(shell, forwarded.answer, '< ');
}

function outcomeOf({ print }: Shell, { status, durationMs, error }: Forwarded): string {
  const isGood = status !== null && status >= 200 && status < 300;
  const outcome = status === null ? `failed: ${plain(error ?? '')}` : String(status);
  return `${print.style(isGood ? 'green' : 'red', outcome)}  ${durationMs} ms`;
}

function printBelow({ print }: Shell, text: string, mark = ''): void {
  for (const line of text.trimEnd().split('\n')) print.line(`  ${mark}${plain(line)}`);
}
