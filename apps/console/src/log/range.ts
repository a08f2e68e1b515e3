import { momentWords } from '../format/time.ts';
import { like, oneOf, type Search, searchParams } from './search-params.ts';

const SPANS_MS = { '1h': 3_600_000, '24h': 86_400_000, '7d': 604_800_000 };
export const SPANS = ['1h', '24h', '7d'] as const;
export type Span = (typeof SPANS)[number];

// ISO 8601 with a zone, as the API takes it.
const isIso = like(/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/);
const timestamp = (given: unknown): string | undefined => {
  const iso = isIso(given);
  return iso !== undefined && !Number.isNaN(Date.parse(iso)) ? iso : undefined;
};

/** A range of time as it stands in the URL. */
export const rangeSearch = searchParams({
  /** The last hour, day or week, counted from whenever the log is read. */
  within: oneOf(SPANS),
  after: timestamp,
  before: timestamp,
});
export type Range = Search<typeof rangeSearch>;

/** What the API takes for a range, when it is asked at `nowMs`. */
export function apiRange({ within, after, before }: Range, nowMs: number) {
  return within
    ? { created_after: new Date(nowMs - SPANS_MS[within]).toISOString(), created_before: undefined }
    : { created_after: after, created_before: before };
}

export const SPAN_LABELS: Record<Span, string> = {
  '1h': 'Last hour',
  '24h': 'Last 24 hours',
  '7d': 'Last 7 days',
};

const MOMENT_WITH_SECONDS = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
/** Ends that are no further apart would read as the same, or nearly. */
const SECONDS_WITHIN_MS = 120_000;

/**
 * "Last 7 days", "19 Nov, 08:00 to 20 Nov, 09:30", "19 Nov, 08:00:03 to 19 Nov, 08:00:41"; null where the time is not
 * filtered.
 */
export function rangeWords({ within, after, before }: Range): string | null {
  if (within) return SPAN_LABELS[within];
  if (after && before) {
    const isShort = Date.parse(before) - Date.parse(after) <= SECONDS_WITHIN_MS;
    const words = isShort ? (iso: string) => MOMENT_WITH_SECONDS.format(new Date(iso)) : momentWords;
    return `${words(after)} to ${words(before)}`;
  }
  if (after) return `Since ${momentWords(after)}`;
  return before ? `Until ${momentWords(before)}` : null;
}

/** A moment as `<input type="datetime-local">` takes it: in the time zone of whoever looks. */
export function toLocalInput(iso: string | undefined): string {
  if (!iso) return '';
  const at = new Date(iso);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/**
 * What a field means that was filled in with `began`. While it says the same, that very moment: the field has no seconds, and
 * names the hour before clocks go back and the one after it alike.
 */
export function momentOf(local: string, began: string | undefined): string | undefined {
  return local === toLocalInput(began) ? began : fromLocalInput(local);
}

export function fromLocalInput(local: string): string | undefined {
  const at = new Date(local);
  return local && !Number.isNaN(at.getTime()) ? at.toISOString() : undefined;
}
