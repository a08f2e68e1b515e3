import type { DiagnosisCheck } from './diagnosis-schema.ts';

type Name = DiagnosisCheck['name'];

export function pass(name: Name, detail: string): DiagnosisCheck {
  return { name, result: 'pass', detail, next_step: null };
}

export function warn(name: Name, detail: string, nextStep: string): DiagnosisCheck {
  return { name, result: 'warn', detail, next_step: nextStep };
}

export function fail(name: Name, detail: string, nextStep: string): DiagnosisCheck {
  return { name, result: 'fail', detail, next_step: nextStep };
}
