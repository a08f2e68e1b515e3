import { describe, expect, it } from 'vitest';

import { changeRows, isHidden } from './change-rows.ts';

describe('the change in an entry of the audit log', () => {
  it('has a row for each field that differs, however deep', () => {
    const before = {
      name: 'Orders',
      retry: { enabled: true, max_retries: 5, delays: ['1m'] },
      rate_limit: null,
    };
    const after = {
      name: 'Sales',
      retry: { enabled: true, max_retries: 3, delays: ['1m', '5m'] },
      rate_limit: 20,
    };
    expect(changeRows(before, after)).toEqual([
      { path: 'name', before: 'Orders', after: 'Sales' },
      { path: 'retry.max_retries', before: '5', after: '3' },
      { path: 'retry.delays', before: '["1m"]', after: '["1m","5m"]' },
      { path: 'rate_limit', before: 'null', after: '20' },
    ]);
  });

  it('has all fields of what was made or removed', () => {
    expect(changeRows(null, { name: 'Orders', filter: {} })).toEqual([
      { path: 'name', before: undefined, after: 'Orders' },
      { path: 'filter', before: undefined, after: '{}' },
    ]);
    expect(changeRows({ description: '' }, null)).toEqual([
      { path: 'description', before: '""', after: undefined },
    ]);
    expect(changeRows(null, null)).toEqual([]);
  });

  it('shows a field that came or went', () => {
    expect(changeRows({ headers: { 'X-A': '[redacted]' } }, { headers: {} })).toEqual([
      { path: 'headers.X-A', before: '[redacted]', after: undefined },
      { path: 'headers', before: undefined, after: '{}' },
    ]);
  });

  it('knows what stands in the place of a secret', () => {
    expect(isHidden('[redacted, changed]')).toBe(true);
    expect(isHidden('redacted')).toBe(false);
  });
});
