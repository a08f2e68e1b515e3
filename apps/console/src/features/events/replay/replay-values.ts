import type { Problem } from '@tidings/kernel/schema';
import { z } from 'zod';

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

export type ReplayErrors = Partial<Record<'range' | 'from' | 'to' | 'types' | 'webhook' | 'only', string>>;

const EMPTY: ReplayValues = { range: '24h', from: '', to: '', types: [], webhook: null, only: 'all' };

/** What a link may ask for. */
export type ReplayLink = Pick<EventsSearch, 'webhook' | 'only'>;

/** Names the form that a link leads to: each keeps what was typed into it. */
export function formKey({ webhook, only }: ReplayLink): string {
  return draftKey(`replay.${webhook ?? ''}.${only ?? ''}`);
}

/** What was typed and not started, in this tab, or else what the link asks for. */
export function readValues(link: ReplayLink): ReplayValues {
  try {
    return replayValues.parse(JSON.parse(sessionStorage.getItem(formKey(link)) ?? ''));
  } catch {
    const { webhook, only } = link;
    return webhook || only ? { ...EMPTY, range: '7d', webhook: webhook ?? null, only: only ?? 'all' } : EMPTY;
  }
}

export function keepValues(link: ReplayLink, values: ReplayValues): void {
  sessionStorage.setItem(formKey(link), JSON.stringify(values));
}

export function dropValues(link: ReplayLink): void {
  sessionStorage.removeItem(formKey(link));
}

/** What the API is asked for at `nowMs`; null where there is no start of the range. */
export function toInput(values: ReplayValues, nowMs: number) {
  const now = new Date(nowMs).toISOString();
  const { created_after: after, created_before: before } =
    values.range === 'custom'
      ? { created_after: fromLocalInput(values.from), created_before: fromLocalInput(values.to) }
      : apiRange({ within: values.range }, nowMs);
  if (after === undefined) return null;
  return {
    created_after: after,
    created_before: before ?? now,
    types: values.types.length > 0 ? values.types : undefined,
    webhook_id: values.webhook ?? undefined,
    only_failed: values.only === 'failed',
    only_missed: values.only === 'missed',
  };
}
export type ReplayInput = NonNullable<ReturnType<typeof toInput>>;

/** Puts each issue at the field that it is about; what is about none comes back as `others`. */
export function replayErrors(
  issues: NonNullable<Problem['issues']>,
  range: ReplayValues['range'],
): { fields: ReplayErrors; others: string[] } {
  const fields: ReplayErrors = {};
  const others: string[] = [];
  for (const { path, message } of issues) {
    const field = fieldOf(path, range);
    if (field) fields[field] ??= message;
    else others.push(path ? `${path}: ${message}` : message);
  }
  return { fields, others };
}

function fieldOf(path: string, range: ReplayValues['range']): keyof ReplayErrors | null {
  switch (path.replace(/^\//, '').split('/')[0]) {
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
