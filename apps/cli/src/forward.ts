import http from 'node:http';
import https from 'node:https';
import { reasonOf } from './api.ts';
import { EXIT, Failure } from './failure.ts';
import type { Shell } from './shell.ts';

const ANSWER_MS = 30_000; // the longest that a webhook may wait

export type Forwarded = { status: number | null; durationMs: number; error: string | null };

/**
 * Sends a request on, byte by byte and header by header as it is. Never throws: an answer that is bad is what whoever
 * develops a receiver wants to see.
 */
export async function forward(
  url: string,
  { headers, body }: { headers: Record<string, string>; body: string },
  { around }: Shell,
): Promise<Forwarded> {
  const startedMs = performance.now();
  const since = () => Math.round(performance.now() - startedMs);
  const signal = AbortSignal.any([AbortSignal.timeout(ANSWER_MS), around.signal]);
  try {
    return { status: await post(url, { headers, body, signal }), durationMs: since(), error: null };
  } catch (error) {
    const reason = signal.aborted ? 'no answer in time' : reasonOf(error);
    return { status: null, durationMs: since(), error: reason };
  }
}

/** By Node's own client: `fetch` adds headers that a delivery does not have. Redirects are not followed, as by deliveries. */
function post(
  url: string,
  { headers, body, signal }: { headers: Record<string, string>; body: string; signal: AbortSignal },
): Promise<number> {
  const bytes = Buffer.from(body, 'utf8');
  const send = url.startsWith('https:') ? https.request : http.request;
  return new Promise((resolve, reject) => {
    const length = { 'content-length': String(bytes.length) };
    const request = send(url, { method: 'POST', headers: { ...headers, ...length }, signal }, (answer) => {
      answer.once('error', reject);
      answer.once('end', () => resolve(answer.statusCode ?? 0));
      answer.resume();
    });
    request.once('error', reject);
    request.end(bytes);
  });
}

/** @throws {Failure} `usage` for what nothing can be sent to. */
export function receiverUrl(text: string): string {
  const url = URL.parse(/^\d+$/.test(text) ? `http://localhost:${text}` : text);
  if (url && /^https?:$/.test(url.protocol)) return url.href;
  throw new Failure(EXIT.usage, `"${text}" is no URL to forward to, such as http://localhost:3000/hooks.`);
}

/** One line for each: when, what, and what became of it. */
export function printForwarded(
  { print }: Shell,
  { id, type }: { id: string; type: string },
  { forwarded, json }: { forwarded: Forwarded | null; json: boolean | undefined },
): void {
  if (json) {
    const outcome = forwarded && {
      status: forwarded.status,
      duration_ms: forwarded.durationMs,
      error: forwarded.error,
    };
    return print.json({ at: new Date().toISOString(), event_id: id, event_type: type, ...outcome });
  }
  const time = print.style('dim', new Date().toLocaleTimeString('en-GB'));
  if (!forwarded) return print.line(`${time}  ${type}  ${print.style('dim', id)}`);
  const { status, durationMs, error } = forwarded;
  const isGood = status !== null && status >= 200 && status < 300;
  const outcome = print.style(
    isGood ? 'green' : 'red',
    status === null ? `failed: ${error}` : String(status),
  );
  print.line(`${time}  ${outcome}  ${durationMs} ms  ${type}  ${print.style('dim', id)}`);
}
