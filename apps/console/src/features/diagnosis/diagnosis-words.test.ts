import type { DiagnosisCheck } from '@tidings/delivery/schema';
import { describe, expect, it } from 'vitest';

import { CHECKS } from './check-words.ts';
import { diagnosisText, leftOut, verdictWords } from './diagnosis-words.ts';

const check = (
  name: DiagnosisCheck['name'],
  result: DiagnosisCheck['result'] = 'pass',
  next: string | null = null,
): DiagnosisCheck => ({ name, result, detail: `About ${name}.`, next_step: next });

describe('a diagnosis', () => {
  it('says in one sentence what was found in all', () => {
    expect(verdictWords([check('status'), check('dns')])).toBe('All 2 checks passed. Events can arrive.');
    expect(verdictWords([check('status'), check('tls', 'warn')])).toBe('Events can arrive, with 1 warning.');
    expect(verdictWords([check('dns', 'fail'), check('tls', 'warn'), check('filter')])).toBe(
      '1 of 3 checks failed, and there is 1 warning.',
    );
    expect(verdictWords([check('dns', 'fail'), check('tls', 'warn'), check('filter', 'warn')])).toBe(
      '1 of 3 checks failed, and there are 2 warnings.',
    );
  });

  it('names what was left out', () => {
    const made = ['status', 'dns', 'subscriptions', 'filter', 'signatures'] as const;
    expect(leftOut(made.map((name) => check(name)))).toEqual([
      'Address',
      'Connection',
      'Certificate',
      'Response',
    ]);
    expect(Object.keys(CHECKS)).toHaveLength(9);
  });

  it('can be sent to somebody else as text', () => {
    const webhook = { id: 'wh_1', name: 'Ledger', url: 'https://ledger.acme.io/in' };
    expect(
      diagnosisText(
        webhook,
        [check('status'), check('dns', 'fail', 'Check the host.')],
        '2026-11-21T14:05:00.000Z',
      ),
    ).toBe(
      [
        'Diagnosis of Ledger (wh_1)',
        'https://ledger.acme.io/in',
        '2026-11-21T14:05:00.000Z: 1 of 2 checks failed.',
        '',
        'PASS  Status: About status.',
        'FAIL  Host name: About dns.',
        '      Next: Check the host.',
      ].join('\n'),
    );
  });
});
