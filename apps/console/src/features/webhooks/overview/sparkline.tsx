import { lazy, Suspense, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';

import { count } from '../../../format/number.ts';
import { hourWords } from '../../../format/time.ts';
import { hourAt, sparklinePaths, xOf } from './sparkline-path.ts';
import classes from './sparkline.module.css';
import type { Line } from './week.ts';

// Each row of a list has lines, and few are pointed at.
const HourTooltip = lazy(async () => ({ default: (await import('./hour-tooltip.tsx')).HourTooltip }));

const SIZE = { width: 150, height: 34 };
const HOUR_MS = 3_600_000;
const DAY_HOURS = 24;
const EMPTY: Line = { total: Array<number>(168).fill(0), failed: Array<number>(168).fill(0) };

/** Where the keys lead, from an hour. */
const STEPS: Record<string, (hour: number, last: number) => number> = {
  ArrowLeft: (hour) => hour - 1,
  ArrowRight: (hour) => hour + 1,
  ArrowDown: (hour) => hour - 1,
  ArrowUp: (hour) => hour + 1,
  PageDown: (hour) => hour - DAY_HOURS,
  PageUp: (hour) => hour + DAY_HOURS,
  Home: () => 0,
  End: (_, last) => last,
};

interface SparklineProps {
  /** What the lines are of, for those who hear them read. */
  name: string;
  line: Line | undefined;
  /** Begin of the first hour. */
  from: string;
}

/**
 * Seven days, hour by hour: all attempts, and those that failed. Pointing at an hour, or moving to it with the arrow
 * keys, tells its numbers.
 */
export function Sparkline({ name, line = EMPTY, from }: SparklineProps) {
  const [hour, setHour] = useState<number | null>(null);
  const lines = useRef<HTMLDivElement>(null);
  const paths = useMemo(() => sparklinePaths(line, SIZE), [line]);
  const last = line.total.length - 1;
  const told = hour ?? last;
  const when = hourWords(new Date(Date.parse(from) + told * HOUR_MS).toISOString());
  const numbers = `${count(line.total[told] ?? 0)} total, ${count(line.failed[told] ?? 0)} failed`;

  const point = (event: PointerEvent<HTMLElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    setHour(hourAt((event.clientX - left) / width, last + 1));
  };
  const move = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return setHour(null);
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    setHour(Math.max(0, Math.min(last, step(told, last))));
  };

  return (
    <>
      <div
        ref={lines}
        role="slider"
        tabIndex={0}
        className={classes.sparkline}
        aria-label={`Attempts of ${name} in 7 days, by the hour`}
        aria-readonly
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={told}
        aria-valuetext={`${when}: ${numbers}`}
        onPointerMove={point}
        onPointerLeave={() => setHour(null)}
        onFocus={() => setHour(told)}
        onBlur={() => setHour(null)}
        onKeyDown={move}
      >
        <svg viewBox={`0 0 ${SIZE.width} ${SIZE.height}`} preserveAspectRatio="none" aria-hidden>
          <path className={classes.total} d={paths.total} />
          {/* Where nothing was sent, nothing failed: red would say otherwise. */}
          {line !== EMPTY && (
            <>
              <path className={classes.area} d={paths.area} />
              <path className={classes.failed} d={paths.failed} />
            </>
          )}
          {hour !== null && (
            <path className={classes.hour} d={`M${xOf(hour, last + 1, SIZE)} 0V${SIZE.height}`} />
          )}
        </svg>
      </div>
      {hour !== null && (
        <Suspense>
          <HourTooltip target={lines} when={when} numbers={numbers} />
        </Suspense>
      )}
    </>
  );
}
