import { dayWords, fullTime } from '../format/time.ts';

/** "19 Nov 2026", and the exact time for who points at it. */
export function DayTime({ at }: { at: string }) {
  return (
    <time dateTime={at} title={fullTime(at)}>
      {dayWords(at)}
    </time>
  );
}
