import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { Readable, Writable } from 'node:stream';
import { onTestFinished } from 'vitest';
import { run } from './program.ts';

class Sink extends Writable {
  text = '';
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

export type Asked = { method: string; path: string; headers: IncomingHttpHeaders; body: string };
/** `stream`: server-sent events, which end only with `isEnded`. `isCut`: the connection breaks in the middle of the body. */
type Answer = { status?: number; json?: unknown; stream?: string; isEnded?: boolean; isCut?: boolean };

/** An HTTP server of this machine that notes down what it is asked; it ends with the test. */
export async function answering(
  answer: (asked: Asked) => Answer | Promise<Answer>,
): Promise<{ url: string; asked: Asked[] }> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const one = { method, path: url, headers, body: Buffer.concat(chunks).toString() };
      asked.push(one);
      void Promise.resolve(answer(one)).then((given) => write(response, given));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }; // it listens on TCP
}

function write(response: ServerResponse, { status = 200, json, stream, isEnded, isCut }: Answer): void {
  if (stream !== undefined) {
    response.writeHead(status, { 'content-type': 'text/event-stream' });
    response.write(stream);
    if (isEnded) response.end();
    return;
  }
  const text = json === undefined ? '' : JSON.stringify(json);
  const length = isCut ? text.length + 10 : Buffer.byteLength(text);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': length });
  if (isCut) response.write(text, () => response.destroy());
  else response.end(text);
}

/** What Tidings answers where it refuses something. */
export const problem = (status: number, code: string, more: object = {}) => ({
  status,
  json: {
    type: 'about:blank',
    title: '',
    status,
    code,
    detail: `It is ${code}.`,
    request_id: 'req_1',
    ...more,
  },
});

/** Somebody with a home of their own, where nothing is a terminal. */
export async function person(env: Record<string, string> = {}, operatorsHelp = '') {
  const home = await mkdtemp(path.join(os.tmpdir(), 'tidings-cli-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  let latest = new Sink();
  const types = async (words: string[], stdin = '', signal = new AbortController().signal) => {
    const [stdout, stderr] = [new Sink(), new Sink()];
    latest = stdout;
    const code = await run(words, {
      env: { XDG_CONFIG_HOME: home, ...env },
      stdin: Readable.from(stdin === '' ? [] : [Buffer.from(stdin)]),
      stdout,
      stderr,
      fetch,
      signal,
      operatorsHelp,
    });
    return { code, stdout: stdout.text, stderr: stderr.text };
  };
  /** What the latest command has printed so far. */
  const printed = () => latest.text;
  return { home, types, printed };
}
