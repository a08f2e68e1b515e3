import type { DiagnosisCheck } from '@tidings/delivery/schema';
import type { Webhook } from '@tidings/endpoint/schema';

import { counted } from '../../format/number.ts';
import { CHECKS } from './check-words.ts';

function countOf(checks: readonly DiagnosisCheck[], result: DiagnosisCheck['result']): number {
  return checks.filter((check) => check.result === result).length;
}

/** What was found in all: "1 of 9 checks failed, 2 warnings." */
export function verdictWords(checks: readonly DiagnosisCheck[]): string {
  const failed = countOf(checks, 'fail');
  const warned = countOf(checks, 'warn');
  const warnings = warned > 0 ? counted(warned, 'warning') : '';
  if (failed === 0 && warned === 0)
    return `All ${counted(checks.length, 'check')} passed. Events can arrive.`;
  if (failed === 0) return `Events can arrive, with ${warnings}.`;
  return `${failed} of ${counted(checks.length, 'check')} failed${warnings && `, and there ${warned === 1 ? 'is' : 'are'} ${warnings}`}.`;
}

/** The names of the checks that were left out, since they depend on one that failed. */
export function leftOut(checks: readonly DiagnosisCheck[]): string[] {
  return Object.entries(CHECKS)
    .filter(([name]) => !checks.some((check) => check.name === name))
    .map(([, { title }]) => title);
}

/** A diagnosis as text, to be sent to whoever looks after the endpoint. */
export function diagnosisText(
  webhook: Pick<Webhook, 'id' | 'name' | 'url'>,
  checks: readonly DiagnosisCheck[],
  at: string,
): string {
  const head = [
    `Diagnosis of ${webhook.name} (${webhook.id})`,
    webhook.url,
    `${at}: ${verdictWords(checks)}`,
  ];
  const body = checks.flatMap(({ name, result, detail, next_step: next }) => [
    `${result.toUpperCase()}  ${CHECKS[name].title}: ${detail}`,
    ...(next === null ? [] : [`      Next: ${next}`]),
  ]);
  return [...head, '', ...body].join('\n');
}
