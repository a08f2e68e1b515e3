const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The begin of each of the last `count` hours, the one that runs included, the oldest first. */
export function lastHours(now: Date, count: number): Date[] {
  const current = Math.floor(now.getTime() / HOUR_MS) * HOUR_MS;
  return Array.from({ length: count }, (_, index) => new Date(current - (count - 1 - index) * HOUR_MS));
}

/** The begin of each of the last `count` days in a time zone, today included, the oldest first. */
export function lastDays(now: Date, count: number, timeZone: string): Date[] {
  const today = wallTime(now, timeZone);
  const midnight = Math.floor(today / DAY_MS) * DAY_MS;
  return Array.from({ length: count }, (_, index) =>
    instantOf(midnight - (count - 1 - index) * DAY_MS, timeZone),
  );
}

/** The moment a day ago at which clocks showed the time that they show now. */
export function sameTimeYesterday(now: Date, timeZone: string): Date {
  return instantOf(wallTime(now, timeZone) - DAY_MS, timeZone);
}

/** What clocks on a wall show at a moment, as milliseconds since 1970 as if that were UTC. */
function wallTime(at: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const of = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
}

/**
 * The moment at which clocks show a time. Where they show it twice, the first one; where they leap over it, the moment
 * of the leap: a day then begins when its date does.
 */
function instantOf(wall: number, timeZone: string): Date {
  const offsets = [wall - HOUR_MS * 14, wall + HOUR_MS * 14].map(
    (guess) => wallTime(new Date(guess), timeZone) - guess,
  );
  const candidates = offsets.map((offset) => wall - offset);
  const exact = candidates.find((candidate) => wallTime(new Date(candidate), timeZone) === wall);
  return new Date(exact ?? Math.max(...candidates));
}
