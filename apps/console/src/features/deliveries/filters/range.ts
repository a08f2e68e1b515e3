import type { LogSearch, Span } from '../log-search.ts';

export const SPAN_LABELS: Record<Span, string> = {
  '1h': 'Last hour',
  '24h': 'Last 24 hours',
  '7d': 'Last 7 days',
};

const MOMENT = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
const momentWords = (iso: string) => MOMENT.format(new Date(iso));

export type Range = Pick<LogSearch, 'within' | 'after' | 'before'>;

/** "Last 7 days", "19 Nov, 08:00 to 20 Nov, 09:30"; null where the time is not filtered. */
export function rangeWords({ within, after, before }: Range): string | null {
  if (within) return SPAN_LABELS[within];
  if (after && before) return `${momentWords(after)} to ${momentWords(before)}`;
  if (after) return `Since ${momentWords(after)}`;
  return before ? `Until ${momentWords(before)}` : null;
}

/** A moment as `<input type="datetime-local">` takes it: in the time zone of whoever looks. */
export function toLocalInput(iso: string | undefined): string {
  if (!iso) return '';
  const at = new Date(iso);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

export function fromLocalInput(local: string): string | undefined {
  const at = new Date(local);
  return local && !Number.isNaN(at.getTime()) ? at.toISOString() : undefined;
}
