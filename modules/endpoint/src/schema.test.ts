import { describe, expect, it } from 'vitest';
import { subscription } from '@tidings/event/schema';
import { createWebhookInput, customHeaders, retryPolicy } from './schema.ts';

/** Where a schema finds fault, as JSON pointers. */
function faults(result: { error?: { issues: { path: PropertyKey[] }[] } | undefined }): string[] {
  return (result.error?.issues ?? []).map((issue) => `/${issue.path.join('/')}`);
}

describe('custom headers', () => {
  it('say which name is none, and which comes twice', () => {
    const issuesOf = (headers: object) => customHeaders.safeParse(headers).error?.issues;
    expect(issuesOf({ 'a b': '1' })).toMatchObject([{ path: ['a b'], message: 'Not a header name.' }]);
    expect(issuesOf({ 'X-A': '1', 'x-a': '2' })).toMatchObject([
      { path: ['x-a'], message: 'The header "x-a" is given twice.' },
    ]);
  });

  it('may be of any other name, with visible text, spaces and tabs', () => {
    const headers = { Authorization: 'Bearer x', 'X-Tenant': 'a b\tc', 'x~odd!': '', accept: '*/*' };
    expect(customHeaders.parse(headers)).toEqual(headers);
  });

  it.each([
    'Host',
    'connection',
    'Content-Length',
    'content-type',
    'Content-Encoding',
    'Transfer-Encoding',
    'COOKIE',
    'keep-alive',
    'proxy-authenticate',
    'Proxy-Authorization',
    'Proxy-Connection',
    'te',
    'trailer',
    'Upgrade',
    'expect',
    'User-Agent',
    'traceparent',
    'Tracestate',
    'webhook-id',
    'Webhook-Signature',
    'webhook-anything',
    'webhook_id',
    'Content_Type',
    'transfer_encoding',
  ])('may not be %s', (header) => {
    expect(faults(customHeaders.safeParse({ 'X-Fine': '1', [header]: 'x' }))).toEqual([`/${header}`]);
  });

  it.each(['', 'with space', 'colon:', 'new\nline', 'ünïcode', 'nul\u0000', 'x'.repeat(101)])(
    'may not be named %j',
    (header) => {
      expect(customHeaders.safeParse({ [header]: 'x' }).success).toBe(false);
    },
  );

  it('may not be named __proto__, which would go missing without a word', () => {
    const headers: object = JSON.parse('{"X-Fine": "1", "__proto__": "x"}');
    const found = customHeaders.safeParse(headers);
    expect(faults(found)).toEqual(['/__proto__']);
    expect(found.error?.issues[0]?.message).toBe('The name __proto__ cannot be used.');
    const { error } = createWebhookInput.safeParse({ url: 'https://a.example', events: ['*'], headers });
    expect(faults({ error })).toEqual(['/headers/__proto__']);
  });

  it.each(['a\r\nX-Injected: 1', 'a\nb', 'a\u0000b', 'snow ☃', 'x'.repeat(1001)])(
    'may not have the value %j',
    (value) => {
      expect(faults(customHeaders.safeParse({ 'X-Value': value }))).toEqual(['/X-Value']);
    },
  );

  it('are twenty at most', () => {
    const some = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`x-${index}`, '1']));
    expect(customHeaders.safeParse(some(20)).success).toBe(true);
    expect(customHeaders.safeParse(some(21)).success).toBe(false);
  });
});

describe('retry delays', () => {
  it.each(['1s', '90s', '5m', '24h'])('may be %s', (delay) => {
    expect(retryPolicy.partial().parse({ delays: [delay] })).toEqual({ delays: [delay] });
  });

  it.each(['0s', '-1m', '1.5h', '5', 'm', '1d', ' 5m', '5M', '1234567s'])('may not be %j', (delay) => {
    expect(retryPolicy.partial().safeParse({ delays: [delay] }).success).toBe(false);
  });
});

describe('subscriptions', () => {
  it.each(['*', 'email.*', 'email.opened', 'custom_field.created', 'a.b.*'])('may be %s', (text) => {
    expect(subscription.safeParse(text).success).toBe(true);
  });

  it.each(['', 'email', '.*', '*.opened', 'email.**', 'Email.opened', 'email.', 'email.*.x'])(
    'may not be %j',
    (text) => {
      expect(subscription.safeParse(text).success).toBe(false);
    },
  );
});

it('refuses fields that it does not know', () => {
  const input = { url: 'https://example.com', events: ['*'], secret: 'whsec_mine' };
  expect(createWebhookInput.safeParse(input).error?.issues).toMatchObject([
    { code: 'unrecognized_keys', keys: ['secret'] },
  ]);
});
