/*
 * Runs inside a server process before the server does (node --import), so that the product holds no switches for
 * tests. On SIGUSR2 it reads the file named by FAULTS_ORDERS and does as it says: shifts the wall clock, or ends or
 * stops this process at a named point of its talk with Postgres. Deliveries leave from the address FAULTS_ADDRESS, so
 * that receivers can tell the processes apart. It ends, too, when it is about to send the event that is marked so.
 */
import { subscribe } from 'node:diagnostics_channel';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import pg from 'pg';
import { type Orders, POISON, POISONED } from '../orders.ts';

const FILE = process.env['FAULTS_ORDERS'] ?? '';

let clockShiftMs = 0;
let point: Orders['point'];

process.on('SIGUSR2', () => {
  const orders = JSON.parse(readFileSync(FILE, 'utf8')) as Orders; // written by the harness
  clockShiftMs = orders.clockShiftMs ?? clockShiftMs;
  point = orders.point;
});

// The wall clock only: performance.now() goes on as it was, as on a machine whose time is set.
const RealDate = Date;
const now = () => RealDate.now() + clockShiftMs;
globalThis.Date = new Proxy(RealDate, {
  construct: (target, args: unknown[]) => Reflect.construct(target, args.length > 0 ? args : [now()]) as Date,
  get: (target, key) => (key === 'now' ? now : (Reflect.get(target, key) as unknown)),
});

/** A point is the name of a statement, or that and `:COMMIT` for the end of a transaction that ran it. */
function isAt(when: 'before' | 'after', names: string[], result?: unknown): boolean {
  if (point?.when !== when || !names.includes(point.name)) return false;
  return !point.hasRows || ((result as pg.QueryResult | undefined)?.rows.length ?? 0) > 0; // what `pg` answers
}

function act(): void {
  const action = point?.action;
  point = undefined;
  process.kill(process.pid, action === 'stop' ? 'SIGSTOP' : 'SIGKILL');
}

/** Which named statements ran in the transaction that is open on a connection. */
const ran = new WeakMap<pg.Client, Set<string>>();

function namesOf(client: pg.Client, query: unknown): string[] {
  const given = query as string | { name?: string; text?: string } | null; // whatever `pg` takes
  const text = typeof given === 'string' ? given : given?.text;
  const seen = ran.get(client) ?? new Set();
  ran.set(client, seen);
  if (text === 'BEGIN') seen.clear();
  if (text === 'COMMIT') return [...seen].map((name) => `${name}:COMMIT`);
  const name = typeof given === 'string' ? undefined : given?.name;
  if (name === undefined) return [];
  seen.add(name);
  return [name];
}

// `query` has many signatures; whichever it is, a callback is the last argument.
type Query = (this: pg.Client, ...args: unknown[]) => unknown;
const real = pg.Client.prototype.query as Query;
const patched: Query = function (...args) {
  const names = namesOf(this, args[0]);
  if (isAt('before', names)) act();
  const callback = args.at(-1);
  if (typeof callback === 'function') {
    args[args.length - 1] = (...results: unknown[]) => {
      if (isAt('after', names, results[1])) act();
      callback(...results);
    };
    return real.apply(this, args);
  }
  const answer = real.apply(this, args);
  if (!(answer instanceof Promise)) return answer;
  return answer.then((result: unknown) => {
    if (isAt('after', names, result)) act();
    return result;
  });
};
pg.Client.prototype.query = patched as typeof pg.Client.prototype.query;

// undici connects by this function, `pg` by a method of the socket.
const connect = net.connect as (options: net.TcpNetConnectOpts, ...rest: unknown[]) => net.Socket;
net.connect = ((options: net.TcpNetConnectOpts, ...rest: unknown[]) =>
  connect({ ...options, localAddress: process.env['FAULTS_ADDRESS'] }, ...rest)) as typeof net.connect;

// Deliveries go by undici, which tells of each request before it is sent.
subscribe('undici:request:create', (message) => {
  const { body } = (message as { request: { body: unknown } }).request; // shape: undici docs, DiagnosticsChannel.md
  if (Buffer.isBuffer(body) && body.includes(POISON)) process.exit(POISONED);
});
