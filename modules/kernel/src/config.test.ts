import { expect, test } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

const KEY = Buffer.alloc(32, 7).toString('base64');

/** The message of the refusal. */
function faultsOf(environment: Record<string, string>): string {
  try {
    readConfig(environment, 'production');
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return String(error);
  }
  throw new Error('This environment was accepted.');
}

test('production listens everywhere and reaches no private network unless told', () => {
  expect(readConfig({}, 'production')).toMatchObject({
    mode: 'production',
    PORT: 3400,
    HOST: '0.0.0.0',
    PUBLIC_URL: 'http://localhost:3400',
    DATA_DIR: 'data',
    ALLOW_PRIVATE_NETWORKS: [],
    RETRY_DELAYS: ['1m', '5m', '15m', '1h', '24h'],
    BRAND: 'Tidings',
    RETENTION_DAYS: 30,
    LOG_LEVEL: 'info',
  });
});

test.each([
  ['dev', 'data'],
  ['demo', 'data/demo'],
] as const)('%s stays on this machine, may reach it, and keeps its data in %s', (mode, dataDir) => {
  expect(readConfig({}, mode)).toMatchObject({
    mode,
    HOST: '127.0.0.1',
    DATA_DIR: dataDir,
    ALLOW_PRIVATE_NETWORKS: ['127.0.0.0/8', '::1/128'],
  });
});

test.each(['dev', 'demo', 'production'] as const)('in mode %s what is set counts', (mode) => {
  const given = { PORT: '80', HOST: '::', DATA_DIR: '/srv/tidings', ALLOW_PRIVATE_NETWORKS: '10.0.0.0/8' };
  expect(readConfig(given, mode)).toMatchObject({
    PORT: 80,
    HOST: '::',
    PUBLIC_URL: 'http://localhost:80',
    DATA_DIR: '/srv/tidings',
    ALLOW_PRIVATE_NETWORKS: ['10.0.0.0/8'],
  });
});

test('an empty variable counts as unset', () => {
  expect(readConfig({ PORT: '', DATA_DIR: '', DATABASE_URL: '', TIDINGS_SERVICE_KEY: '' }, 'demo')).toEqual(
    readConfig({}, 'demo'),
  );
});

test('all faults are told at once, a line for each variable', () => {
  const message = faultsOf({
    PORT: 'eighty',
    DATABASE_URL: 'mysql://db',
    RETRY_DELAYS: '5m,soon',
    LOG_LEVEL: 'loud',
  });
  const [, ...lines] = message.split('\n');
  expect(lines.map((line) => line.trim().split(':')[0])).toEqual([
    'PORT',
    'DATABASE_URL',
    'RETRY_DELAYS',
    'LOG_LEVEL',
  ]);
  expect(message).toContain('DATABASE_URL: expected postgres://…');
  expect(message).toContain('RETRY_DELAYS: expected durations such as 30s, 5m or 24h');
});

test.each([
  ['PORT', '0'],
  ['PORT', '65536'],
  ['PUBLIC_URL', 'tidings.example.com'],
  ['TIDINGS_ADMIN_EMAIL', 'ada'],
  ['TIDINGS_ADMIN_PASSWORD', 'short'],
  ['TIDINGS_MASTER_KEYS', ','],
  ['TIDINGS_MASTER_KEYS', `k1:${KEY},k1:${Buffer.alloc(32, 8).toString('base64')}`],
  ['TIDINGS_MASTER_KEYS', `k1:${Buffer.alloc(16).toString('base64')}`],
  ['ALLOW_PRIVATE_NETWORKS', '10.0.0.1'],
  ['ALLOW_PRIVATE_NETWORKS', '10.0.0.0/33'],
  ['ALLOW_PRIVATE_NETWORKS', '10.0.0.0/8, intranet'],
  ['RETRY_DELAYS', ','],
  ['RETRY_DELAYS', '0s'],
  ['RETRY_DELAYS', Array.from({ length: 11 }, () => '1m').join(',')],
  ['BRAND', 'Acme Inc.'],
  ['BRAND', 'Acme\r\nX-Evil: 1'],
  ['CONSOLE_NOTICE', 'Only text'],
  ['CONSOLE_NOTICE', 'Text | javascript:alert(1)'],
  ['RETENTION_DAYS', '0'],
  ['RETENTION_DAYS', '1.5'],
  ['DELIVERY_CONCURRENCY', 'many'],
])('%s=%j is refused by name', (name, value) => {
  expect(faultsOf({ [name]: value })).toContain(`\n  ${name}: `);
});

test('lists may have spaces and a comma at the end', () => {
  const given = { ALLOW_PRIVATE_NETWORKS: ' 10.0.0.0/8 , fd00::/8,', RETRY_DELAYS: '1s, 2m ,3h,' };
  expect(readConfig(given, 'production')).toMatchObject({
    ALLOW_PRIVATE_NETWORKS: ['10.0.0.0/8', 'fd00::/8'],
    RETRY_DELAYS: ['1s', '2m', '3h'],
  });
});

test('a notice in the console is none unless set', () => {
  expect(readConfig({}, 'production').CONSOLE_NOTICE).toBeUndefined();
  expect(readConfig({ CONSOLE_NOTICE: 'Apps | /apps | Open' }, 'production').CONSOLE_NOTICE).toEqual({
    text: 'Apps',
    link: '/apps',
    label: 'Open',
  });
});

test('several master keys are taken in the order given', () => {
  expect(
    readConfig({ TIDINGS_MASTER_KEYS: `new:${KEY},old:${KEY}` }, 'production').TIDINGS_MASTER_KEYS,
  ).toEqual([`new:${KEY}`, `old:${KEY}`]);
});

test('a service key of 16 characters is enough', () => {
  const key = 'tdg_sk_0123456789abcde-';
  expect(readConfig({ TIDINGS_SERVICE_KEY: key }, 'production').TIDINGS_SERVICE_KEY).toBe(key);
});

test.each([
  'tdg_sk_0123456789abcde',
  'tdg_ak_0123456789abcdef',
  'tdg_sk_0123456789abcdef!',
  'x tdg_sk_0123456789abcdef',
])('the service key %j is refused without being repeated, since start-up messages end up in logs', (key) => {
  const message = faultsOf({ TIDINGS_SERVICE_KEY: key });
  expect(message).toContain('TIDINGS_SERVICE_KEY: expected tdg_sk_ and at least 16 letters or digits');
  expect(message).not.toContain(key);
});

test('proxies are believed on private addresses in production, nowhere else, and as it is set', () => {
  const proxiesOf = (mode: 'dev' | 'production', given?: string) =>
    readConfig(given === undefined ? {} : { TRUSTED_PROXIES: given }, mode).TRUSTED_PROXIES;
  expect(proxiesOf('production')).toEqual(expect.arrayContaining(['127.0.0.0/8', '10.0.0.0/8', 'fc00::/7']));
  expect(proxiesOf('dev')).toEqual([]);
  expect(proxiesOf('production', '10.0.0.5, 2001:db8::/64')).toEqual(['10.0.0.5', '2001:db8::/64']);
  expect(proxiesOf('production', 'none')).toEqual([]);
  expect(faultsOf({ TRUSTED_PROXIES: 'everybody' })).toContain('TRUSTED_PROXIES: ');
});

test('traces go to a collector with its headers, all of them unless told otherwise', () => {
  const OTEL_EXPORTER_OTLP_ENDPOINT = 'https://collector.example.com/otlp';
  const OTEL_EXPORTER_OTLP_HEADERS = 'authorization=Bearer%20a%2Cb,x-tenant=a=b';
  expect(readConfig({ OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_EXPORTER_OTLP_HEADERS }, 'production')).toMatchObject(
    {
      OTEL_EXPORTER_OTLP_ENDPOINT,
      OTEL_EXPORTER_OTLP_HEADERS: { authorization: 'Bearer a,b', 'x-tenant': 'a=b' },
      OTEL_SERVICE_NAME: 'tidings',
      OTEL_TRACES_SAMPLER_ARG: 1,
    },
  );
  const faults = faultsOf({
    OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4317',
    OTEL_EXPORTER_OTLP_HEADERS: 'authorization',
    OTEL_TRACES_SAMPLER_ARG: '2',
  });
  for (const name of ['ENDPOINT: expected http', 'HEADERS: expected name=value', 'SAMPLER_ARG'])
    expect(faults).toContain(name);
  expect(faultsOf({ OTEL_EXPORTER_OTLP_HEADERS: 'a=%zz' })).toContain('percent-encoded');
});
