import type { RestRoute } from '@tidings/kernel';
import { csvRoute } from '../http/rest-operations.ts';
import type { Answer, Request } from '../testing.ts';
import type { OpenStream } from '../testing-stream.ts';
import type { Procedure } from './procedures.ts';

type Send = (method: string, path: string, request: Request) => Promise<Answer>;
type Listen = (path: string, headers?: Record<string, string>) => Promise<OpenStream>;
type Input = Record<string, unknown>;

/** A way to ask for a procedure: what is sent, and the problem in the answer, or all of it. */
export type Door = {
  name: 'REST' | 'tRPC';
  ask(
    input: Input,
    headers: Record<string, string>,
  ): Promise<{ status: number; problem: Record<string, unknown> | undefined; text: string }>;
};

/** The doors through which a procedure is reached. */
export function doorsOf(
  procedure: Procedure,
  { request: send, listen }: { request: Send; listen: Listen },
): Door[] {
  const { route, isStream } = procedure;
  if (isStream) {
    const ask: Door['ask'] = async (input, headers) =>
      firstOf(await listen(asTrpc(procedure, input)[1], headers));
    return [{ name: 'tRPC', ask }];
  }
  const trpc: Door = {
    name: 'tRPC',
    ask: async (input, headers) => {
      const { status, json, text } = await send(...asTrpc(procedure, input, headers));
      return { status, problem: json?.error?.data?.problem, text };
    },
  };
  const csv = csvRoute(procedure.name);
  if (csv) {
    const ask: Door['ask'] = async (input, headers) => {
      const { status, json, text } = await send(...asRest(csv, input, { ...headers, accept: 'text/csv' }));
      return { status, problem: status >= 400 ? json : undefined, text };
    };
    return [{ name: 'REST', ask }];
  }
  if (!route) return [trpc];
  const rest: Door = {
    name: 'REST',
    ask: async (input, headers) => {
      const { status, json, text } = await send(...asRest(route, input, headers));
      return { status, problem: status >= 400 ? json : undefined, text };
    },
  };
  return [trpc, rest];
}

/** A stream that is refused is one that says so and ends, since whoever listens reads no status. */
async function firstOf(stream: OpenStream): ReturnType<Door['ask']> {
  try {
    await stream.next(); // that it stands
    const first = await stream.next();
    const text = JSON.stringify(first?.data ?? null);
    if (first?.event !== 'serialized-error')
      return { status: first ? stream.status : 500, problem: undefined, text };
    const { data } = first.data as { data: { httpStatus: number; problem: Record<string, unknown> } }; // our error formatter's
    return { status: data.httpStatus, problem: data.problem, text };
  } finally {
    await stream.close();
  }
}

function asTrpc(
  { name, isQuery }: Procedure,
  input: Input,
  headers: Request['headers'] = {},
): Parameters<Send> {
  const path = `/trpc/${name}`;
  return isQuery
    ? ['GET', `${path}?input=${encodeURIComponent(JSON.stringify(input))}`, { headers }]
    : ['POST', path, { headers, body: input }];
}

function asRest(route: RestRoute, input: Input, headers: Request['headers'] = {}): Parameters<Send> {
  const rest = new Map(Object.entries(input));
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(rest.get(name));
    rest.delete(name);
    return encodeURIComponent(value);
  });
  if (route.method === 'GET' || route.method === 'DELETE') {
    const query = new URLSearchParams(
      [...rest].map(([name, value]): [string, string] => [name, String(value)]),
    );
    return [route.method, `/api/v1${path}${query.size > 0 ? `?${query.toString()}` : ''}`, { headers }];
  }
  return [route.method, `/api/v1${path}`, { headers, body: Object.fromEntries(rest) }];
}
