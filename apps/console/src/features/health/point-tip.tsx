import type { StatsWindow } from '@tidings/metrics/schema';

import { pointWords } from './chart-rows.ts';
import classes from './health.module.css';

export interface TipValue {
  name: string;
  value: string;
  color: string;
}

/** The numbers of one hour or day, beside the pointer. */
export function PointTip({ at, window, values }: { at: string; window: StatsWindow; values: TipValue[] }) {
  return (
    <div className={classes.tip}>
      <div className={classes.tipHead}>{pointWords(at, window)}</div>
      {values.map(({ name, value, color }) => (
        <div key={name} className={classes.tipRow}>
          <span className={classes.swatch} style={{ backgroundColor: color }} />
          {name}
          <span className={classes.tipValue}>{value}</span>
        </div>
      ))}
    </div>
  );
}
