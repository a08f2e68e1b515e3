import { type CreateKeyInput, createKeyInput } from '@tidings/identity/schema';
import type { Scope } from '@tidings/kernel/schema';

import { dayWords } from '../../format/time.ts';

export const EXPIRIES = ['never', '30', '90', '365', 'date'] as const;
export type Expiry = (typeof EXPIRIES)[number];

/** The form as people fill it in. */
export interface KeyValues {
  name: string;
  scopes: Scope[];
  /** Empty: none. */
  app_id: string;
  expires_at: Expiry;
  /** With `date`: the last day, as `<input type="date">` has it. */
  date: string;
}
export type KeyErrors = Partial<Record<keyof KeyValues, string>>;

const DAY_MS = 86_400_000;

/** The end of the day that is chosen, by the clock of whoever chooses it; NaN until it is a day. */
function endOfDay(date: string): number {
  const [year = NaN, month = NaN, day = NaN] = date.split('-').map(Number);
  return new Date(year, month - 1, day + 1).getTime();
}

function endOf(values: Pick<KeyValues, 'expires_at' | 'date'>, nowMs: number): number | null {
  if (values.expires_at === 'never') return null;
  if (values.expires_at === 'date') return endOfDay(values.date);
  return nowMs + Number(values.expires_at) * DAY_MS;
}

/** What the server takes, or what is wrong with which field. */
export function readKeyValues(
  values: KeyValues,
  nowMs: number,
): { input: CreateKeyInput; errors: null } | { input: null; errors: KeyErrors } {
  const errors: KeyErrors = {};
  const end = endOf(values, nowMs);
  if (Number.isNaN(end)) errors.date = 'Choose a day.';
  else if (end !== null && end <= nowMs) errors.date = 'This day is past. Choose one to come.';
  const parsed = createKeyInput.safeParse({
    name: values.name,
    scopes: values.scopes,
    app_id: values.app_id || null,
    expires_at: end === null || errors.date ? null : new Date(end).toISOString(),
  });
  for (const issue of parsed.error?.issues ?? []) {
    const [field] = issue.path;
    if (field === 'name' || field === 'scopes' || field === 'app_id') errors[field] ??= issue.message;
  }
  if (parsed.success && Object.keys(errors).length === 0) return { input: parsed.data, errors: null };
  return { input: null, errors };
}

/** What can be chosen, with the day that it comes to. */
export function expiryOptions(nowMs: number): { value: Expiry; label: string }[] {
  const inDays = (value: '30' | '90' | '365') => ({
    value,
    label: `In ${value} days, on ${dayWords(new Date(nowMs + Number(value) * DAY_MS).toISOString())}`,
  });
  return [
    { value: 'never', label: 'Never' },
    inDays('30'),
    inDays('90'),
    inDays('365'),
    { value: 'date', label: 'After a day of my choice' },
  ];
}
