import type { Line } from './week.ts';

interface Size {
  width: number;
  height: number;
}

/** Room for half of a stroke, so that a line along the edge is not cut. */
const EDGE = 1;

const round = (value: number): number => Math.round(value * 10) / 10;

export function xOf(hour: number, hours: number, { width }: Size): number {
  return round(hours < 2 ? width / 2 : EDGE + (hour / (hours - 1)) * (width - 2 * EDGE));
}

/** The hour that is drawn nearest to an x from 0 to 1 of the width. */
export function hourAt(share: number, hours: number): number {
  return Math.max(0, Math.min(hours - 1, Math.round(share * (hours - 1))));
}

function points(values: readonly number[], most: number, size: Size): string[] {
  const span = size.height - 2 * EDGE;
  return values.map((value, hour) => {
    const y = round(size.height - EDGE - (most === 0 ? 0 : value / most) * span);
    return `${xOf(hour, values.length, size)} ${y}`;
  });
}

/** Both lines on one scale, so that the gap between them is what worked. */
export function sparklinePaths({ total, failed }: Line, size: Size) {
  const most = Math.max(...total, ...failed);
  const totals = points(total, most, size);
  const failures = points(failed, most, size);
  return {
    total: `M${totals.join('L')}`,
    failed: `M${failures.join('L')}`,
    area: `M${EDGE} ${size.height}L${failures.join('L')}L${size.width - EDGE} ${size.height}Z`,
  };
}
