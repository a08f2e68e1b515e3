import { describe, expect, it } from 'vitest';

import { selectedTypes, selectionSummary, setTypes, unmatched } from './selection.ts';

const ALL = ['email.sent', 'email.opened', 'contact.created', 'custom_field.created'];

describe('a selection of event types', () => {
  it('is understood through names and wildcards', () => {
    expect(selectedTypes(['email.*', 'contact.created'], ALL)).toEqual([
      'email.sent',
      'email.opened',
      'contact.created',
    ]);
    expect(selectedTypes(['*'], ALL)).toEqual(ALL);
    expect(selectedTypes(['custom_field.*'], ALL)).toEqual(['custom_field.created']);
  });

  it('does not take a resource for another that starts alike', () => {
    expect(selectedTypes(['email.*'], ['email_list.created'])).toEqual([]);
  });

  it('adds only what is not covered yet', () => {
    expect(setTypes(['email.*'], ['email.sent', 'contact.created'], true, ALL)).toEqual([
      'email.*',
      'contact.created',
    ]);
  });

  it('replaces a wildcard by the rest when one of its types is turned off', () => {
    expect(setTypes(['email.*'], ['email.sent'], false, ALL)).toEqual(['email.opened']);
    expect(setTypes(['*'], ['email.sent'], false, ALL)).toEqual(ALL.slice(1));
  });

  it('knows what the catalog has nothing for', () => {
    expect(unmatched(['*', 'email.*', 'old.thing', 'old.*'], ALL)).toEqual(['old.thing', 'old.*']);
  });

  it('keeps names that the catalog no longer has', () => {
    expect(setTypes(['old.thing', 'email.sent'], ['email.sent'], false, ALL)).toEqual(['old.thing']);
  });

  it('is summed up in a word or two', () => {
    const summaryOf = (...selection: string[]) => selectionSummary(selection, ALL);
    expect(summaryOf('*', 'email.sent')).toEqual({ words: 'All 4 events' });
    expect(summaryOf('email.sent')).toEqual({ words: '1 event', only: 'email.sent' });
    expect(summaryOf('contact.*')).toEqual({ words: '1 event', only: 'contact.created' });
    expect(selectionSummary(['*'], undefined)).toEqual({ words: 'All events' });
    expect(selectionSummary(['email.*', 'purchase.*'], undefined)).toEqual({ words: 'email.*, purchase.*' });
  });

  it('counts the types that wildcards cover, and each of them once', () => {
    const emails = ALL.filter((name) => name.startsWith('email.')).length;
    expect(selectionSummary(['email.*'], ALL).words).toBe(`${emails} events`);
    expect(selectionSummary(['email.*', 'email.sent'], ALL).words).toBe(`${emails} events`);
  });
});
