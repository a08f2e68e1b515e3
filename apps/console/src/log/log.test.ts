import { describe, expect, it } from 'vitest';

import {
  extendLog,
  holdLog,
  patchLog,
  refreshLog,
  releaseLog,
  shownOf,
  startLog,
  withLinked,
  type Log,
  type Stretch,
} from './log.ts';

const row = (id: string, status = 'succeeded') => ({ id, status });
type Row = ReturnType<typeof row>;
const page = (ids: string, next: string | null) => ({
  data: [...ids].map((id) => row(id)),
  has_more: next !== null,
  next_cursor: next,
});
const ids = ({ rows }: Stretch<Row>) => rows.map((each) => each.id).join('');
const shown = (log: Log<Row>) => {
  const { waiting, moreWait, ...stretch } = shownOf(log);
  return [ids(stretch), `${waiting}${moreWait ? '+' : ''}`];
};

describe('a log', () => {
  it('takes new rows in at the top and keeps the older pages', () => {
    const known = extendLog(startLog(page('dcb', 'b')), 'b', page('a', null));
    const log = refreshLog(known, page('fed', 'd'));
    expect(ids(log)).toBe('fedcba');
    expect(log.nextCursor).toBeNull();
  });

  it('drops rows that no longer match the filter', () => {
    expect(ids(refreshLog(startLog(page('dcba', 'a')), page('dba', 'a')))).toBe('dba');
  });

  it('starts over rather than leave a gap, or grow without end', () => {
    const log = refreshLog(startLog(page('cba', 'a')), page('zyx', 'x'));
    expect([ids(log), log.nextCursor]).toEqual(['zyx', 'x']);
    const rows = Array.from({ length: 1_000 }, (_, at) => row(String(9_000 - at)));
    const long = startLog({ data: rows, has_more: true, next_cursor: '8001' });
    const newest = { data: [row('9001'), ...rows.slice(0, 99)], has_more: true, next_cursor: '8902' };
    expect(refreshLog(long, newest)).toEqual(startLog(newest));
  });

  it('keeps what was found further back when nothing of it is among the newest that were looked through', () => {
    const known = extendLog(startLog(page('', '9')), '9', page('ba', '1'));
    const none = refreshLog(known, page('', '9'), { isLooked: true });
    expect([ids(none), none.nextCursor]).toEqual(['ba', '1']);
    const one = refreshLog(none, page('c', '9'), { isLooked: true });
    expect([ids(one), one.nextCursor]).toEqual(['cba', '1']);
    const left = refreshLog(one, page('b', '9'), { isLooked: true });
    expect([ids(left), left.nextCursor]).toEqual(['ba', '1']);
    // After a time in which more may have come than is looked through.
    const late = refreshLog(left, page('z', '9'), { isLooked: true, readAtMs: 60_000 });
    expect([ids(late), late.nextCursor]).toEqual(['z', '9']);
  });

  it('follows the cursor when the page reaches beyond what was known', () => {
    expect(refreshLog(startLog(page('cb', 'b')), page('cba', 'a')).nextCursor).toBe('a');
  });

  it('shows no row twice, and adds a page only to where it was read from', () => {
    expect(ids(extendLog(startLog(page('cb', 'b')), 'b', page('ba', null)))).toBe('cba');
    expect(ids(extendLog(startLog(page('zy', 'y')), 'b', page('a', null)))).toBe('zy');
  });

  it('shows a row as it is expected to become, at its place', () => {
    const log = startLog(page('cba', null));
    expect(patchLog(log, [row('b', 'retrying')]).rows.map((each) => each.status)).toEqual([
      'succeeded',
      'retrying',
      'succeeded',
    ]);
    expect(patchLog(log, [row('z')])).toBe(log);
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
});

describe('rows that are held', () => {
  const held = holdLog(startLog(page('dcb', 'b')));

  it('stay, and say how many newer ones wait', () => {
    expect(shown(held)).toEqual(['dcb', '0']);
    const log = refreshLog(held, page('fed', 'd'));
    expect(shown(log)).toEqual(['dcb', '2']);
    expect(shown(releaseLog(log))).toEqual(['fedcb', '0']);
    expect(shown(holdLog(log))).toEqual(['fedcb', '0']);
  });

  it('stay when they have left the filter, whichever they are', () => {
    expect(shown(refreshLog(held, page('ec', 'c')))).toEqual(['dcb', '1']);
    expect(shown(refreshLog(held, page('', null)))).toEqual(['dcb', '0']);
  });

  it('stay when so much is new that there is a gap, and go on downwards', () => {
    const log = refreshLog(held, page('zyx', 'x'));
    expect(shown(log)).toEqual(['dcb', '3+']);
    expect(shown(extendLog(log, 'b', page('a', null)))).toEqual(['dcba', '3+']);
    const later = refreshLog(log, page('zyxw', 'w'));
    expect(shown(later)).toEqual(['dcb', '4+']);
    expect(shown(releaseLog(later))).toEqual(['zyxw', '0']);
  });

  it('become what is known of them, from the page or by themselves', () => {
    const retried = row('c', 'retrying');
    const refreshed = refreshLog(held, { ...page('d', 'd'), data: [row('d'), retried] });
    expect(shownOf(refreshed).rows[1]).toBe(retried);
    const gap = refreshLog(held, page('zyx', 'x'));
    expect(shownOf(patchLog(gap, [retried])).rows[1]).toBe(retried);
  });

  it('give way after much has changed at once, and the new ones are held', () => {
    const log = refreshLog({ ...held, outdated: true }, page('dc', 'c'));
    expect([...shown(log), log.outdated]).toEqual(['dc', '0', false]);
    expect(shown(refreshLog(log, page('ed', 'd')))).toEqual(['dc', '1']);
  });
});
