import { describe, expect, it } from 'vitest';

import { facetOptions } from './facet-options.ts';
import { backtestWords, matchedWords } from './verdict-words.ts';

describe('a backtest in words', () => {
  it('says how many of how many, and of which', () => {
    expect(matchedWords({ tested: 1000, matched: 12 })).toBe('Matched 12 of 1,000');
    expect(backtestWords({ tested: 1000, matched: 12 }, 1000, null)).toBe('Tried on the last 1,000 events.');
    expect(backtestWords({ tested: 40, matched: 40 }, 1000, 'email.sent')).toBe(
      'Tried on all email.sent events that there are.',
    );
  });

  it('says what to do when nothing matches or nothing is there', () => {
    expect(backtestWords({ tested: 1000, matched: 0 }, 1000, 'email.sent')).toContain('check the values');
    expect(backtestWords({ tested: 0, matched: 0 }, 1000, 'email.sent')).toContain(
      'no email.sent events yet',
    );
  });

  it('does not pass off a part for the whole', () => {
    expect(backtestWords({ tested: 640, matched: 12, stopped_early: true }, 1000, null)).toBe(
      'Tried on the newest 640 events; then the time was up.',
    );
  });
});

describe('the values that a picker offers', () => {
  const seen = [{ value: 'cmp_1', label: 'October', seen_at: '' }];

  it('name what has a name, and keep what is chosen without having been seen', () => {
    expect(facetOptions(['cmp_9', 'cmp_1'], seen, '')).toEqual([
      { value: 'cmp_1', label: 'October (cmp_1)' },
      { value: 'cmp_9', label: 'cmp_9' },
    ]);
  });

  it('offer what is typed, unless it was seen', () => {
    expect(facetOptions([], seen, 'cmp_2')[1]).toEqual({ value: 'cmp_2', label: 'Use “cmp_2”' });
    expect(facetOptions([], seen, 'October')).toHaveLength(1);
  });
});
