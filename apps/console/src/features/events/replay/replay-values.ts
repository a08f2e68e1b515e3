import { createReplayInput } from '@tidings/delivery/schema';
import { z } from 'zod';

import { memberOf } from '../../../api/field-issues.ts';
import { apiRange, fromLocalInput, SPANS } from '../../../log/range.ts';
import { draftKey } from '../../session/draft-key.ts';
import type { EventsSearch } from '../events-search.ts';

/** What stands in the form of a new replay. */
export const replayValues = z.object({
  range: z.enum([...SPANS, 'custom']),
  /** As `<input type="datetime-local">` has it, in the time zone of whoever looks. */
  from: z.string(),
  to: z.string(),
  types: z.array(z.string()),
  webhook: z.string().nullable(),
  only: z.enum(['all', 'failed', 'missed']),
});
export type ReplayValues = z.output<typeof replayValues>;

export type ReplayErrors = Partial<Record<keyof ReplayValues, string>>;

const EMPTY: ReplayValues = { range: '24h', from: '', to: '', types: [], webhook: null, only: 'all' };

/** What a link may ask for. */
export type ReplayLink = Pick<EventsSearch, 'webhook' | 'only'>;

/** Names the form that a link leads to: each keeps what was typed into it. */
export function formKey({ webhook, only }: ReplayLink): string {
  return draftKey(`replay.${webhook ?? ''}.${only ?? ''}`);
}

/** What a link asks for. */
export function askedValues({ webhook, only }: ReplayLink): ReplayValues {
  return webhook || only ? { ...EMPTY, range: '7d', webhook: webhook ?? null, only: only ?? 'all' } : EMPTY;
}

/** What was typed and not started, in this tab, or else what the link asks for. */
export function readValues(link: ReplayLink): ReplayValues {
  try {
    return replayValues.parse(JSON.parse(sessionStorage.getItem(formKey(link)) ?? ''));
  } catch {
    return askedValues(link);
  }
}

/** Whether nothing was typed that the link does not ask for. */
export function isAsked(values: ReplayValues, link: ReplayLink): boolean {
  return JSON.stringify(values) === JSON.stringify(askedValues(link));
}

/** What was taken back is not kept. */
export function keepValues(link: ReplayLink, values: ReplayValues): void {
  if (isAsked(values, link)) return dropValues(link);
  sessionStorage.setItem(formKey(link), JSON.stringify(values));
}

export function dropValues(link: ReplayLink): void {
  sessionStorage.removeItem(formKey(link));
}

const replayInput = createReplayInput.omit({ dry_run: true });
export type ReplayInput = z.output<typeof replayInput>;

/** What the API is asked for at `nowMs`, or what is wrong at which field. */
export function toInput(
  values: ReplayValues,
  nowMs: number,
): { input: ReplayInput; errors: null } | { input: null; errors: ReplayErrors } {
  const { created_after: after, created_before: before } =
    values.range === 'custom'
      ? { created_after: fromLocalInput(values.from), created_before: fromLocalInput(values.to) }
      : apiRange({ within: values.range }, nowMs);
  if (after === undefined) return { input: null, errors: { from: 'Say from when.' } };
  const until = before ?? new Date(nowMs).toISOString();
  // The API says it too, in words of its own fields.
  if (Date.parse(after) >= Date.parse(until)) {
    const errors: ReplayErrors = before
      ? { to: 'This is before the start.' }
      : { from: 'This lies in the future: nothing has happened yet.' };
    return { input: null, errors };
  }
  const { data: input, error } = replayInput.safeParse({
    created_after: after,
    created_before: until,
    types: values.types.length > 0 ? values.types : undefined,
    webhook_id: values.webhook ?? undefined,
    only_failed: values.only === 'failed',
    only_missed: values.only === 'missed',
  });
  if (input) return { input, errors: null };
  const errors: ReplayErrors = {};
  for (const { path, message } of error.issues) {
    const field = replayField(String(path[0]), values.range);
    if (field) errors[field] ??= message;
  }
  return { input: null, errors };
}

/** The field that the server means. */
export function replayField(pointer: string, range: ReplayValues['range']): keyof ReplayValues | null {
  switch (memberOf(pointer)) {
    case 'created_after':
      return range === 'custom' ? 'from' : 'range';
    case 'created_before':
      return range === 'custom' ? 'to' : 'range';
    case 'types':
      return 'types';
    case 'webhook_id':
      return 'webhook';
    case 'only_failed':
    case 'only_missed':
      return 'only';
    default:
      return null;
  }
}
