import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { loadCatalog } from '@tidings/event';
import { audited, createCallerFactory, statement } from '@tidings/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installation, NOWHERE, receive, receiveRaw } from '../testing.ts';
import { sharedLookup } from '../sending/shared-lookup.ts';
import { selfSigned } from '../sending/testing-certificate.ts';
import { serveNames } from '../sending/testing-dns.ts';
import { deliveryRouter } from '../wiring.ts';
import { checkAddress } from './check-address.ts';
import { checkConnection } from './check-connection.ts';
import { diagnoseWebhook } from './diagnose-webhook.ts';
import type { Diagnosis } from './diagnosis-schema.ts';

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
});
afterAll(() => home.close());

const ANSWERED = statement<never>(
  '',
  'UPDATE delivery.delivery SET last_status_code = $2 WHERE endpoint_id = $1',
);

const callerOf = createCallerFactory(deliveryRouter);
type Hook = Parameters<ReturnType<typeof home.account>['hook']>[1];

async function setup(answer?: Parameters<typeof receive>[0], input?: Hook) {
  const account = home.account();
  const { trials } = callerOf({ ...account.ctx, signedIn: true });
  const receiver = await receive(answer);
  const { id } = await account.hook(receiver.url, input);
  return { ...account, id, trials, receiver };
}

const resultsOf = ({ checks }: Diagnosis) =>
  Object.fromEntries(checks.map(({ name, result }) => [name, result]));
const checkOf = ({ checks }: Diagnosis, name: string) => checks.find((check) => check.name === name);

describe('a webhook', () => {
  it('that is well passes in everything but encryption, which this receiver has not', async () => {
    const { id, ctx, receiver } = await setup();
    const found = await diagnoseWebhook(ctx, { id });
    expect(resultsOf(found)).toEqual({
      status: 'pass',
      dns: 'pass',
      address: 'pass',
      tcp: 'pass',
      tls: 'warn',
      response: 'pass',
      subscriptions: 'pass',
      filter: 'pass',
      signatures: 'pass',
    });
    expect(found.checks.every(({ result, next_step: next }) => (result === 'pass') === (next === null))).toBe(
      true,
    );
    expect(receiver.requests).toHaveLength(1);
    expect(JSON.parse(receiver.requests[0]!.body)).toMatchObject({ type: 'webhook.ping' });
    expect(receiver.requests[0]!.headers).toMatchObject({
      'webhook-signature': expect.stringMatching(/^v1,/),
    });
    await receiver.close();
  });

  it('whose server is not there fails at its port, and is asked nothing further', async () => {
    const { ctx, hook } = home.account();
    const found = await diagnoseWebhook(ctx, { id: (await hook(NOWHERE)).id });
    expect(checkOf(found, 'tcp')).toMatchObject({ result: 'fail', detail: 'Nothing listens at port 65535.' });
    expect(checkOf(found, 'response')).toBeUndefined();
  });

  it('that answers with an error fails with what it said', async () => {
    const { id, ctx, receiver } = await setup((response) =>
      response.writeHead(500).end('KeyError:\n  "tag"'),
    );
    expect(checkOf(await diagnoseWebhook(ctx, { id }), 'response')).toMatchObject({
      result: 'fail',
      detail: expect.stringMatching(/answered 500.*It answered: KeyError: "tag"/),
    });
    await receiver.close();
  });

  it('that hangs fails after the time that it has', async () => {
    const { id, ctx, receiver } = await setup(() => undefined, { timeout_seconds: 1 });
    expect(checkOf(await diagnoseWebhook(ctx, { id }), 'response')).toMatchObject({
      result: 'fail',
      detail: 'Endpoint did not respond within 1 second. Check your server.',
    });
    await receiver.close();
  });

  it('that refuses what it is sent seems not to verify', async () => {
    const { id, ctx, publish, receiver } = await setup();
    await publish();
    await home.database.query(ANSWERED, [id, 401]);
    expect(checkOf(await diagnoseWebhook(ctx, { id }), 'signatures')).toMatchObject({
      result: 'fail',
      detail: expect.stringMatching(/^1 of the last 1 answers was 401 or 403/),
    });
    await receiver.close();
  });

  it('that refuses a test is not judged by it, since tests have headers of their own', async () => {
    const { id, ctx, trials, receiver } = await setup((response) => response.writeHead(401).end());
    await trials.webhook({ id, type: 'tag.created' });
    expect(checkOf(await diagnoseWebhook(ctx, { id }), 'signatures')).toMatchObject({
      result: 'pass',
      detail: 'The receiver has answered nothing yet.',
    });
    await receiver.close();
  });

  it('is told of fields that no event of its types has', async () => {
    const filter = { 'object.colour': 'red' };
    const { id, ctx, receiver } = await setup(undefined, { events: ['tag.*'], filter });
    expect(checkOf(await diagnoseWebhook(ctx, { id }), 'filter')).toMatchObject({
      result: 'warn',
      detail: expect.stringMatching(/None of the chosen event types has a field/),
    });
    await receiver.close();
  });

  it('is told when none of the last events passed', async () => {
    const { id, ctx, publish, receiver } = await setup(undefined, { filter: { 'object.id': 'nobody' } });
    await publish();
    expect(checkOf(await diagnoseWebhook(ctx, { id }), 'filter')).toMatchObject({
      result: 'warn',
      detail: expect.stringMatching(/^0 of the last 1 event of these types passed/),
    });
    await receiver.close();
  });

  it('with a filter that an older release accepted is told that it cannot be read', async () => {
    const { id, ctx, receiver } = await setup(undefined, { filter: { 'object.id': { $where: '1' } } });
    expect(checkOf(await diagnoseWebhook(ctx, { id }), 'filter')).toMatchObject({
      result: 'fail',
      detail: expect.stringMatching(/^Nothing passes the filter, since it cannot be read: /),
    });
    await receiver.close();
  });

  it('that is paused is told so', async () => {
    const { id, ctx, setStatus, receiver } = await setup();
    await setStatus(id, 'paused');
    expect(checkOf(await diagnoseWebhook(ctx, { id }), 'status')).toMatchObject({
      result: 'warn',
      next_step: 'Resume it.',
    });
    await receiver.close();
  });

  it('is in the audit log as diagnosed', async () => {
    const { id, ctx, receiver } = await setup();
    const records: unknown[] = [];
    audited.connect(async (_tx, record) => void (record.accountId === ctx.accountId && records.push(record)));
    await diagnoseWebhook(ctx, { id });
    expect(records).toMatchObject([{ action: 'webhook.diagnosed', subject: { type: 'webhook', id } }]);
    await receiver.close();
  });

  it('of another account is not found', async () => {
    const { id, receiver } = await setup();
    await expect(diagnoseWebhook(home.account().ctx, { id })).rejects.toMatchObject({ code: 'not_found' });
    await receiver.close();
  });
});

describe('a name', () => {
  const answering =
    (...addresses: string[]) =>
    (
      _account: string,
      _host: string,
      _options: object,
      callback: (error: null, found: { address: string; family: number }[]) => void,
    ) =>
      callback(
        null,
        addresses.map((address) => ({ address, family: 4 })),
      );
  const given = { accountId: 'acct_1', allowed: ['10.9.0.0/16'], protocol: 'https:' };

  it.each([
    ['of public addresses passes', ['93.184.215.14', '93.184.215.15'], ['pass', 'pass'], 2],
    ['of which some addresses are private is warned of', ['93.184.215.14', '10.0.0.1'], ['pass', 'warn'], 1],
    ['of private addresses fails', ['10.0.0.1'], ['pass', 'fail'], 0],
    ['without an address fails', [], ['fail'], 0],
    ['of public addresses by plain http fails', ['93.184.215.14'], ['pass', 'fail'], 0, 'http:'],
    ['that is also public by plain http', ['10.9.0.1', '93.184.215.14'], ['pass', 'warn'], 1, 'http:'],
  ])('%s', async (_, addresses, results, reachable, protocol = 'https:') => {
    const look = answering(...addresses);
    const found = await checkAddress('hooks.example.com', { ...given, look, protocol });
    expect(found.checks.map(({ result }) => result)).toEqual(results);
    expect(found.reachable).toHaveLength(reachable);
    expect(JSON.stringify(found.checks)).not.toContain('10.0.0.1');
  });

  // The canary listens at 127.0.0.1, and nothing at 127.0.0.2, which alone is allowed.
  it.each([
    ['answers with a forbidden address, too,', ['127.0.0.2', '127.0.0.1'], 'warn'],
    ['answers with a forbidden address when it is asked again', ['127.0.0.2'], 'pass'],
  ])('that %s leads to no connection there', async (_, first, address) => {
    const { hook, ctx, receiver: canary } = await setup();
    const { id } = await hook(`https://hooks.example:${canary.port}/hooks`); // of which no resolver knows
    const dns = await serveNames({ 'hooks.example': first });
    const look = sharedLookup((hostname, options, callback) =>
      dns.lookup(hostname, options, (error, found) => {
        dns.names.set(hostname, ['127.0.0.1']);
        callback(error, found);
      }),
    );
    const config = { ...ctx.config, ALLOW_PRIVATE_NETWORKS: ['127.0.0.2/32'] };
    await loadCatalog(config);
    const found = await diagnoseWebhook({ ...ctx, config }, { id }, { look });
    expect(resultsOf(found)).toMatchObject({ dns: 'pass', address, tcp: 'fail' });
    expect(canary.connections).toBe(0);
    await Promise.all([dns.close(), canary.close()]);
  });

  it('that nobody answers for fails in time', async () => {
    const startedMs = performance.now();
    const found = await checkAddress('hooks.example.com', { ...given, look: () => undefined });
    expect(found.checks).toMatchObject([{ name: 'dns', result: 'fail' }]);
    expect(performance.now() - startedMs).toBeLessThan(6_000);
  });
});

describe('a certificate', () => {
  const now = new Date('2026-11-20T12:00:00.000Z');

  async function shake(until: string | undefined, host: string, isTrusted: boolean) {
    const pair = selfSigned(until);
    const server = createServer(pair, (_request, response) => response.end());
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo; // an address of TCP: it listens on a port
    const place = { host, port, isHttps: true };
    const checks = await checkConnection(place, '127.0.0.1', {
      now,
      trusted: isTrusted ? [pair.cert] : undefined,
    });
    server.close();
    return checks.find(({ name }) => name === 'tls');
  }

  it.each([
    [
      'that is good passes',
      undefined,
      'localhost',
      true,
      'pass',
      /valid for localhost, with its chain, until 2049-12-31/,
    ],
    [
      'that ends soon is warned of',
      '261125120000Z',
      'localhost',
      true,
      'warn',
      /until 2026-11-25. That is in 5 days/,
    ],
    ['that has ended fails', '250101000000Z', 'localhost', true, 'fail', /ended on 2025-01-01/],
    ['that is self-signed fails', undefined, 'localhost', false, 'fail', /self-signed/],
    ['for another name fails', undefined, 'hooks.example.com', true, 'fail', /not for hooks\.example\.com/],
  ] as const)('%s', async (_, until, host, isTrusted, result, detail) => {
    expect(await shake(until, host, isTrusted)).toMatchObject({
      result,
      detail: expect.stringMatching(detail),
    });
  });

  it('is not looked for where something else is spoken', async () => {
    const receiver = await receiveRaw((socket) => socket.end('SSH-2.0\r\n'));
    const place = { host: 'localhost', port: receiver.port, isHttps: true };
    const checks = await checkConnection(place, '127.0.0.1', { now });
    expect(checks).toMatchObject([
      { name: 'tcp', result: 'pass' },
      {
        name: 'tls',
        result: 'fail',
        detail: 'The TLS handshake failed: wrong version number. Does the port speak http instead of https?',
        next_step: expect.stringMatching(/speaks https/),
      },
    ]);
    await receiver.close();
  });

  it('to an address that cannot be reached speaks of source IPs only where some are named', async () => {
    const place = { host: 'localhost', port: 443, isHttps: true };
    const adviceOf = async (namesSourceIps: boolean) =>
      (await checkConnection(place, '255.255.255.255', { now, namesSourceIps }))[0]?.next_step;
    expect(await adviceOf(true)).toMatch(/firewall.*Allow the source IPs/);
    expect(await adviceOf(false)).toMatch(/firewall(?!.*source IPs)/);
  });

  it('that never comes is waited for four seconds', async () => {
    const receiver = await receiveRaw(() => undefined);
    const place = { host: 'localhost', port: receiver.port, isHttps: true };
    const checks = await checkConnection(place, '127.0.0.1', { now });
    expect(checks.at(-1)).toMatchObject({
      name: 'tls',
      result: 'fail',
      detail: expect.stringMatching(/4 seconds/),
    });
    await receiver.close();
  });
});
