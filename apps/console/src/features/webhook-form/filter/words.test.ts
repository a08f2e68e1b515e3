import { describe, expect, it } from 'vitest';

import { facetOptions } from './facet-options.ts';
import { backtestWords, countedWords, matchedWords } from './verdict-words.ts';

describe('a backtest in words', () => {
  it('says how many of how many, and of which', () => {
    expect(matchedWords({ tested: 1000, matched: 12 })).toBe('Matched 12 of 1,000');
    expect(backtestWords({ tested: 1000, matched: 12 }, 1000, 'events')).toBe(
      'Tried on the last 1,000 events.',
    );
    expect(backtestWords({ tested: 40, matched: 40 }, 1000, 'email.sent events')).toBe(
      'Tried on all email.sent events that there are.',
    );
  });

  it('says what to do when nothing matches or nothing is there', () => {
    expect(backtestWords({ tested: 1000, matched: 0 }, 1000, 'email.sent events')).toContain(
      'check the values',
    );
    expect(backtestWords({ tested: 0, matched: 0 }, 1000, 'email.sent events')).toContain(
      'no email.sent events yet',
    );
  });

  it('says of which types', () => {
    expect(countedWords({})).toBe('events');
    expect(countedWords({ types: ['tag.created', '*'] })).toBe('events');
    expect(countedWords({ types: ['email.*', 'tag.created'] })).toBe('email.* and tag.created events');
    expect(countedWords({ types: ['a.*', 'b.*', 'c.*', 'd.*'] })).toBe('events of the types chosen');
    expect(countedWords({ types: ['email.*'], type: 'email.sent' })).toBe('email.sent events');
  });

  it('does not pass off a part for the whole', () => {
    expect(backtestWords({ tested: 640, matched: 12, stopped_early: true }, 1000, 'events')).toBe(
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

  it('show the blanks of a value, and keep them', () => {
    const blank = [{ value: '  sp ', label: null, seen_at: '' }];
    expect(facetOptions(['a  b'], blank, '')).toEqual([
      { value: '  sp ', label: '␣␣sp␣' },
      { value: 'a  b', label: 'a␣␣b' },
    ]);
    expect(facetOptions([], blank, 'sp').map(({ value }) => value)).toEqual(['  sp ', 'sp']);
  });

  it('offer what is typed, unless it was seen', () => {
    expect(facetOptions([], seen, 'cmp_2')[1]).toEqual({ value: 'cmp_2', label: 'Use “cmp_2”' });
    expect(facetOptions([], seen, 'October')).toHaveLength(1);
  });
});
