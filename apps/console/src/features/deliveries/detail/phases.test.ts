import { describe, expect, it } from 'vitest';

import { isTimed, phasesOf, whyAbsent } from './phases.ts';

describe('the waterfall of an attempt', () => {
  it('splits first byte and total into waiting and reading', () => {
    const phases = phasesOf({
      error: null,
      timings: { dns: 10, connect: 10, tls: 20, first_byte: 90, total: 100 },
    });
    expect(phases.map(({ name, ms, start, share }) => [name, ms, start, share])).toEqual([
      ['DNS', 10, 0, 0.1],
      ['Connect', 10, 0.1, 0.1],
      ['TLS', 20, 0.2, 0.2],
      ['Waiting', 50, 0.4, 0.5],
      ['Reading', 10, 0.9, 0.1],
    ]);
    expect(phases.some((phase) => phase.critical)).toBe(false);
  });

  it('knows no opening on a connection that was open already', () => {
    const phases = phasesOf({
      error: null,
      timings: { dns: null, connect: null, tls: null, first_byte: 40, total: 50 },
    });
    expect(phases.map((phase) => phase.ms)).toEqual([null, null, null, 40, 10]);
  });

  it('counts a timeout without an answer as waiting, and marks it', () => {
    const phases = phasesOf({
      error: 'timeout',
      timings: { dns: 3, connect: 7, tls: 20, first_byte: null, total: 5000 },
    });
    expect(phases.map((phase) => phase.ms)).toEqual([3, 7, 20, 4970, null]);
    expect(phases.filter((phase) => phase.critical).map((phase) => phase.name)).toEqual(['Waiting']);
  });

  it('marks the phase in which the connection failed', () => {
    const phases = phasesOf({
      error: 'dns',
      timings: { dns: 12, connect: null, tls: null, first_byte: null, total: 12 },
    });
    expect(phases.filter((phase) => phase.critical).map((phase) => phase.name)).toEqual(['DNS']);
    expect(phases[3]?.ms).toBeNull();
  });

  it('marks what took critically long, though it was answered', () => {
    const slow = (first_byte: number) =>
      phasesOf({ error: null, timings: { dns: 3, connect: 7, tls: 20, first_byte, total: first_byte + 5 } });
    expect(slow(2_900).some((phase) => phase.critical)).toBe(false);
    expect(slow(4_980).filter((phase) => phase.critical)).toMatchObject([{ name: 'Waiting' }]);
  });

  it('is not drawn of an attempt that nobody saw end', () => {
    const timings = { dns: null, connect: null, tls: null, first_byte: null, total: null };
    expect([isTimed({ timings }), isTimed({ timings: { ...timings, total: 12 } })]).toEqual([false, true]);
  });

  it('draws nothing out of nothing', () => {
    const phases = phasesOf({
      error: 'blocked',
      timings: { dns: null, connect: null, tls: null, first_byte: null, total: null },
    });
    expect(phases.every((phase) => phase.ms === null && phase.share === 0)).toBe(true);
  });

  it('says why a phase did not happen', () => {
    const timings = { dns: null, connect: 2, tls: null, first_byte: 40, total: 50 };
    const plain = { timings, request: { url: 'http://127.0.0.1:3000/in' } };
    expect(whyAbsent('DNS', plain)).toBe('not needed');
    expect(whyAbsent('TLS', plain)).toBe('not encrypted');
    const reused = { request: { url: 'https://a.example' }, timings: { ...timings, connect: null } };
    expect((['DNS', 'Connect', 'TLS'] as const).map((name) => whyAbsent(name, reused))).toEqual(
      Array.from({ length: 3 }, () => 'connection reused'),
    );
    const late = { ...plain, timings: { ...timings, first_byte: null } };
    expect(whyAbsent('DNS', late)).toBe('not needed');
    expect(whyAbsent('Reading', late)).toBe('not reached');
    const refused = { ...reused, timings: { ...timings, connect: null, first_byte: null } };
    expect(whyAbsent('TLS', refused)).toBe('not reached');
  });
});
