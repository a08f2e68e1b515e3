import { expect, it } from 'vitest';
import type { Failure } from '../digest/failures-hook.ts';
import { noticesMail } from './notices.ts';

const failure = (minute: number, second: number, statusCode = 410): Failure => ({
  at: new Date(Date.UTC(2026, 10, 21, 14, minute, second)),
  statusCode,
  error: 'http_4xx',
  eventType: 'email.opened',
});

/** The lines under "Latest failures". */
function shown(failures: Failure[]): string[] {
  const { text } = noticesMail(
    { BRAND: 'Tidings', PUBLIC_URL: 'https://hooks.example.com' },
    {
      person: { id: 'user_1', name: 'Ada', email: 'ada@example.com', role: 'admin' },
      accountId: 'acct_1',
      accountName: 'Example',
      news: [
        {
          notice: {
            id: 'ntc_1',
            created_at: '2026-11-21T14:06:00.000Z',
            is_read: false,
            webhook: { id: 'wh_1', name: 'Ledger', url: 'https://example.com' },
            kind: 'webhook.disabled',
            details: {
              reason: 'gone',
              consecutive_failures: 1,
              last_status_code: 410,
              last_error: 'http_4xx',
            },
          },
          failures,
        },
      ],
    },
  );
  return text
    .split('\n')
    .filter((line) => line.startsWith('* '))
    .map((line) => line.slice(2));
}

it('tells failures that read the same once, with how often, and leaves the room to others', () => {
  const at = '21 November 2026 at 14:05 UTC: email.opened';
  expect(shown([failure(5, 59), failure(5, 30), failure(5, 20, 404), failure(5, 1), failure(4, 0)])).toEqual([
    `3× ${at}, HTTP 410`,
    `${at}, HTTP 404`,
    '21 November 2026 at 14:04 UTC: email.opened, HTTP 410',
  ]);
});
