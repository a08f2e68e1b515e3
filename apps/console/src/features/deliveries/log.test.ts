import type { Delivery } from '@tidings/delivery/schema';
import { describe, expect, it } from 'vitest';

import { extendLog, patchLog, refreshLog, startLog, withhold, withLinked, type Log } from './log.ts';

const row = (id: string): Delivery => ({
  id,
  event_id: id,
  event_type: 'email.sent',
  webhook_id: 'wh',
  status: 'succeeded',
  attempts_made: 1,
  attempts_max: 6,
  next_attempt_at: null,
  created_at: '',
  updated_at: '',
  last_status_code: 200,
  last_error: null,
  last_duration_ms: 1,
  trigger: 'event',
});
const page = (ids: string, next: string | null) => ({
  data: [...ids].map(row),
  has_more: next !== null,
  next_cursor: next,
});
const ids = (log: Log) => log.rows.map((each) => each.id).join('');

describe('the delivery log', () => {
  it('takes new rows in at the top and keeps the older pages', () => {
    const held = extendLog(startLog(page('dcb', 'b')), page('a', null));
    const log = refreshLog(held, page('fed', 'd'));
    expect(ids(log)).toBe('fedcba');
    expect(log.nextCursor).toBeNull();
  });

  it('drops rows that no longer match the filter', () => {
    expect(ids(refreshLog(startLog(page('dcba', 'a')), page('dba', 'a')))).toBe('dba');
  });

  it('starts over rather than leave a gap', () => {
    const log = refreshLog(startLog(page('cba', 'a')), page('zyx', 'x'));
    expect([ids(log), log.nextCursor]).toEqual(['zyx', 'x']);
  });

  it('follows the cursor when the page reaches beyond what was held', () => {
    expect(refreshLog(startLog(page('cb', 'b')), page('cba', 'a')).nextCursor).toBe('a');
  });

  it('does not show a row twice', () => {
    expect(ids(extendLog(startLog(page('cb', 'b')), page('ba', null)))).toBe('cba');
  });

  it('holds new rows back while a row is open', () => {
    const { shown, waiting } = withhold(page('edcba', null).data, new Set(['c', 'b', 'a']));
    expect([shown.map((each) => each.id).join(''), waiting]).toEqual(['cba', 2]);
    expect(withhold(page('ba', null).data, null).waiting).toBe(0);
  });

  it('keeps an open row at its place when it no longer matches the filter', () => {
    const rows = page('edba', null).data;
    const place = (linked: string, isWhole: boolean) =>
      withLinked(rows, row(linked), isWhole)
        .map((each) => each.id)
        .join('');
    expect(place('c', true)).toBe('edcba');
    expect(place('f', true)).toBe('fedba');
    expect(place('0', true)).toBe('edba0');
    expect(place('0', false)).toBe('0edba');
    expect(withLinked(rows, row('b'), true)).toBe(rows);
    expect(withLinked(rows, undefined, true)).toBe(rows);
  });

  it('shows a delivery as it is expected to become, at its place', () => {
    const log = startLog(page('cba', null));
    expect(patchLog(log, { ...row('b'), status: 'retrying' }).rows.map((each) => each.status)).toEqual([
      'succeeded',
      'retrying',
      'succeeded',
    ]);
    expect(patchLog(log, row('z'))).toBe(log);
  });
});
