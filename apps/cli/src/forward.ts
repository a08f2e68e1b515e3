import http from 'node:http';
import https from 'node:https';
import { reasonOf } from './api.ts';
import { EXIT, Failure } from './failure.ts';
import { parseUrl } from './parse-url.ts';
import type { Shell } from './shell.ts';

const ANSWER_MS = 30_000; // the longest that a webhook may wait
/** So much of an answer is kept, as of a delivery's. */
const ANSWER_BYTES = 65_536;

export type Request = { headers: Record<string, string>; body: string };
/** What became of a request, and the beginning of what was answered. */
export type Forwarded = { status: number | null; durationMs: number; error: string | null; answer: string };

/**
 * Sends a request on, byte by byte and header by header as it is. Never throws: an answer that is bad is what whoever
 * develops a receiver wants to see.
 */
export async function forward(
  url: string,
  { headers, body }: Request,
  { around }: Shell,
): Promise<Forwarded> {
  const startedMs = performance.now();
  const since = () => Math.round(performance.now() - startedMs);
  const signal = AbortSignal.any([AbortSignal.timeout(ANSWER_MS), around.signal]);
  try {
    return { ...(await post(url, { headers, body, signal })), durationMs: since(), error: null };
  } catch (error) {
    const late = signal.aborted ? 'no answer in time' : reasonOf(error);
    const reason = around.signal.aborted ? 'interrupted' : late;
    return { status: null, durationMs: since(), error: reason, answer: '' };
  }
}

/** By Node's own client: `fetch` adds headers that a delivery does not have. Redirects are not followed, as by deliveries. */
function post(
  url: string,
  { headers, body, signal }: Request & { signal: AbortSignal },
): Promise<{ status: number; answer: string }> {
  const bytes = Buffer.from(body, 'utf8');
  const send = url.startsWith('https:') ? https.request : http.request;
  return new Promise((resolve, reject) => {
    const length = { 'content-length': String(bytes.length) };
    const request = send(url, { method: 'POST', headers: { ...headers, ...length }, signal }, (answer) => {
      const chunks: Buffer[] = [];
      let room = ANSWER_BYTES;
      answer.on('data', (chunk: Buffer) => {
        if (room > 0) chunks.push(chunk.subarray(0, room));
        room -= chunk.length;
      });
      answer.once('error', reject);
      answer.once('end', () =>
        resolve({ status: answer.statusCode ?? 0, answer: Buffer.concat(chunks).toString('utf8') }),
      );
    });
    request.once('error', reject);
    request.end(bytes);
  });
}

/**
 * `3000`, `3000/hooks`, `localhost:3000/hooks` and a whole URL. A number before a path is a port: URLs take it for an address of
 * somebody else's.
 * @throws {Failure} `usage` for what nothing can be sent to.
 */
export function receiverUrl(text: string): string {
  const named = /^\d+(\/|$)/.test(text) ? `localhost:${text}` : text;
  const url = parseUrl(named.includes('://') ? named : `http://${named}`);
  if (url && /^https?:$/.test(url.protocol) && !/\s/.test(text)) return url.href;
  throw new Failure(EXIT.usage, `"${text}" is no URL to forward to, such as http://localhost:3000/hooks.`);
}

/** A URL as it may be shown: without a password. */
export function shownUrl(text: string): string {
  const url = new URL(text);
  url.username = '';
  url.password = '';
  return url.href;
}
