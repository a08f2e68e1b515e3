const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const MOMENT = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
const FULL = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZoneName: 'short',
});

const WEEKDAY = new Intl.DateTimeFormat('en-GB', { weekday: 'short' });
const HOUR = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

const HOUR_OF_ZONE = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  timeZoneName: 'short',
});

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** "just now", "12 s ago", "3 days ago". A clock that runs a little ahead of the server's is no future. */
export function agoWords(iso: string, nowMs: number): string {
  const elapsedMs = Math.max(0, nowMs - Date.parse(iso));
  if (elapsedMs < 5_000) return 'just now';
  if (elapsedMs < MINUTE_MS) return `${Math.floor(elapsedMs / 1000)} s ago`;
  if (elapsedMs < HOUR_MS) return `${Math.floor(elapsedMs / MINUTE_MS)} min ago`;
  const days = daysBetween(new Date(iso), new Date(nowMs));
  // A day on which clocks go back has 25 hours.
  if (elapsedMs < DAY_MS || days === 0) return `${Math.floor(elapsedMs / HOUR_MS)} h ago`;
  return days === 1 ? 'yesterday' : `${days} days ago`;
}

/** By the calendar of whoever looks: from Monday 02:00 to Wednesday 01:00 it is two. */
function daysBetween(from: Date, to: Date): number {
  const [first, last] = [from, to].map((at) => Date.UTC(at.getFullYear(), at.getMonth(), at.getDate()));
  return ((last ?? 0) - (first ?? 0)) / DAY_MS;
}

/** "14:34:07" of today, "19 Nov 14:34:07" of another day. */
export function clockWords(iso: string, nowMs: number): string {
  const at = new Date(iso);
  const clock = CLOCK.format(at);
  return at.toDateString() === new Date(nowMs).toDateString() ? clock : `${DAY.format(at)} ${clock}`;
}

/** "19 Nov, 14:34". */
export function momentWords(iso: string): string {
  return MOMENT.format(new Date(iso));
}

export function fullTime(iso: string): string {
  return FULL.format(new Date(iso));
}

/** "19 Nov 2026". A date without a time is the same day everywhere: read as UTC, it would be the day before in the west. */
export function dayWords(iso: string): string {
  const at = new Date(iso.includes('T') ? iso : `${iso}T00:00`);
  return `${DAY.format(at)} ${at.getFullYear()}`;
}

/** "14:05". */
export function timeOfDayWords(iso: string): string {
  return HOUR.format(new Date(iso));
}

/** "19 Nov". */
export function dateWords(iso: string): string {
  return DAY.format(new Date(iso));
}

/** "Sat". */
export function weekdayWords(iso: string): string {
  return WEEKDAY.format(new Date(iso));
}

/** "Thu 19 Nov". */
export function weekdayDateWords(iso: string): string {
  return `${weekdayWords(iso)} ${dateWords(iso)}`;
}

/** "Thu 19 Nov, 14:00 to 15:00": the hour that begins then; "02:00 CEST to 02:00 CET" where clocks go back at its end. */
export function hourWords(iso: string): string {
  const at = new Date(iso);
  const end = new Date(at.getTime() + HOUR_MS);
  const words = HOUR.format(at) === HOUR.format(end) ? HOUR_OF_ZONE : HOUR;
  return `${weekdayDateWords(iso)}, ${words.format(at)} to ${words.format(end)}`;
}

/** "14:05" of today, "19 Nov, 14:05" of another day. */
export function sinceWords(iso: string, nowMs: number): string {
  const at = new Date(iso);
  return at.toDateString() === new Date(nowMs).toDateString() ? HOUR.format(at) : MOMENT.format(at);
}
