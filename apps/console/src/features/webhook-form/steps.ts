import type { FieldErrors } from './field-errors.ts';
import { STEPS, type Step } from './step-names.ts';

export const STEP_TITLES: Record<Step, string> = {
  basics: 'Basics',
  events: 'Events',
  filters: 'Filters',
  security: 'Security and retries',
  review: 'Review',
};

function stepOf(field: string): Step {
  if (field === 'name' || field === 'url' || field === 'description') return 'basics';
  if (field === 'events') return 'events';
  return field === 'filter' ? 'filters' : 'security';
}

/** The first step that has something to correct. */
export function firstFaultyStep(errors: FieldErrors): Step | null {
  const faulty = new Set(Object.keys(errors).map(stepOf));
  return STEPS.find((step) => faulty.has(step)) ?? null;
}

export function errorsOfStep(errors: FieldErrors, step: Step): FieldErrors {
  return Object.fromEntries(Object.entries(errors).filter(([field]) => stepOf(field) === step));
}

export const STEP_QUESTIONS: Record<Step, { title: string; sentence: string }> = {
  basics: { title: 'Where do events go?', sentence: 'A URL of yours that answers 2xx when it has an event.' },
  events: {
    title: 'Which events?',
    sentence: 'One URL, one secret, as many events as you need. You can change this later.',
  },
  filters: {
    title: 'All of them, or some?',
    sentence:
      'A filter chooses by what is in an event. Without one, every event of the types you chose is delivered.',
  },
  security: {
    title: 'Security and retries',
    sentence:
      'How long to wait, what to do when no answer comes, and what is sent. Deliveries are signed with a secret that you get at the end.',
  },
  review: {
    title: 'Review and create',
    sentence: 'Events that happen from now on are delivered; earlier ones are not.',
  },
};
