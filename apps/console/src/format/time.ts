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

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** "just now", "12 s ago", "3 days ago". A clock that runs a little ahead of the server's is no future. */
export function agoWords(iso: string, nowMs: number): string {
  const elapsedMs = Math.max(0, nowMs - Date.parse(iso));
  if (elapsedMs < 5_000) return 'just now';
  if (elapsedMs < MINUTE_MS) return `${Math.floor(elapsedMs / 1000)} s ago`;
  if (elapsedMs < HOUR_MS) return `${Math.floor(elapsedMs / MINUTE_MS)} min ago`;
  if (elapsedMs < DAY_MS) return `${Math.floor(elapsedMs / HOUR_MS)} h ago`;
  const days = Math.floor(elapsedMs / DAY_MS);
  return days === 1 ? 'yesterday' : `${days} days ago`;
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

export function dayWords(iso: string): string {
  return DAY.format(new Date(iso)) + ` ${new Date(iso).getFullYear()}`;
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

/** "Thu 19 Nov, 14:00 to 15:00": the hour that begins then. */
export function hourWords(iso: string): string {
  const at = new Date(iso);
  const end = new Date(at.getTime() + HOUR_MS);
  return `${weekdayDateWords(iso)}, ${HOUR.format(at)} to ${HOUR.format(end)}`;
}

/** "14:05" of today, "19 Nov, 14:05" of another day. */
export function sinceWords(iso: string, nowMs: number): string {
  const at = new Date(iso);
  return at.toDateString() === new Date(nowMs).toDateString() ? HOUR.format(at) : MOMENT.format(at);
}
