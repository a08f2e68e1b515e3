import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installation } from '../testing.ts';
import { isFromNear } from './metrics.ts';

const TOKEN = 'a-token-for-metrics';
let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation({ METRICS_TOKEN: TOKEN });
});
afterAll(() => home.close());

const scrape = (authorization = `Bearer ${TOKEN}`) =>
  home.request('GET', '/metrics', { headers: { authorization } });

/** Names as Prometheus knows them: a histogram has three. */
const namesIn = (text: string) =>
  new Set([...text.matchAll(/^([a-z_][a-z0-9_]*)(?:\{| )/gm)].flatMap(([, name]) => name ?? []));

const ours = /\b((?:tidings|nodejs|process)_[a-z0-9_]+)\b/g;

it.each(['prometheus/alerts.yml', 'grafana/tidings.json'])(
  'tells of everything that ops/%s asks for',
  async (file) => {
    const text = await readFile(fileURLToPath(new URL(`../../../../ops/${file}`, import.meta.url)), 'utf8');
    const asked = new Set([...text.matchAll(ours)].map(([, name]) => name));
    const told = namesIn((await scrape()).text);
    expect(asked.size).toBeGreaterThan(5);
    expect([...asked].filter((name) => !told.has(name ?? ''))).toEqual([]);
  },
);

it('counts what was published', async () => {
  const published = async () => /^tidings_events_published_total (\d+)$/m.exec((await scrape()).text)?.[1];
  const before = Number(await published());
  const data = { object: { object: 'tag', id: 'tag_1', name: 'A', created_at: '2026-11-20T14:34:00.000Z' } };
  expect((await home.api('POST', '/events', { body: { type: 'tag.created', data } })).status).toBe(202);
  expect(Number(await published())).toBe(before + 1);
});

describe('with a token', () => {
  it.each(['', 'Bearer wrong-token-of-somebody', `Basic ${TOKEN}`])('refuses %j', async (authorization) => {
    const answer = await scrape(authorization);
    expect(answer.status).toBe(401);
    expect(answer.text).not.toContain('tidings_queue');
  });

  it('answers in the format of Prometheus', async () => {
    const answer = await scrape();
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(answer.text).toMatch(/^tidings_database_up 1$/m);
    expect(answer.text).toMatch(/^tidings_partitions\{table="event.event"\} 9$/m);
    for (const table of ['event.event', 'event.rendering', 'delivery.delivery', 'delivery.attempt'])
      expect(answer.text).toContain(`\ntidings_partition_days_ahead{table="${table}"} 7\n`);
  });
});

describe('without a token', () => {
  it.each(['127.0.0.1', '::1', '10.0.3.7', '::ffff:192.168.1.9', 'fd00::7'])(
    'answers %s',
    (remoteAddress) => {
      expect(isFromNear({ socket: { remoteAddress }, headers: { host: 'tidings.example.com' } })).toBe(true);
    },
  );

  it.each(['93.184.215.14', '::ffff:93.184.215.14', '100.64.0.1', '2606:4700::1111', undefined])(
    'refuses %s, which may be anybody',
    (remoteAddress) => expect(isFromNear({ socket: { remoteAddress }, headers: {} })).toBe(false),
  );

  it.each([
    ['x-forwarded-for', '127.0.0.1'],
    ['x-forwarded-for', ''],
    ['x-forwarded-proto', 'https'],
    ['forwarded', 'for=127.0.0.1'],
    ['x-real-ip', '10.0.0.5'],
    ['via', '1.1 proxy'],
  ])('refuses what comes by a proxy that is near and says %s: %s', (name, value) => {
    expect(isFromNear({ socket: { remoteAddress: '127.0.0.1' }, headers: { [name]: value } })).toBe(false);
  });

  it('is so over HTTP as well', async () => {
    const origin = await home.serve(home.database, { METRICS_TOKEN: undefined });
    const ask = (headers: Record<string, string>) => home.request('GET', `${origin}/metrics`, { headers });
    expect((await ask({})).status).toBe(200);
    const refused = await ask({ 'x-forwarded-for': '127.0.0.1' });
    expect(refused.status).toBe(403);
    expect(refused.json.detail).toContain('METRICS_TOKEN');
  });
});
