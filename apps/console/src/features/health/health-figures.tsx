import type { Stats } from '@tidings/metrics/schema';

import { count, milliseconds, percent } from '../../format/number.ts';
import classes from './health.module.css';

/** What was given up may have been retried since, and delivered. */
function givenUp({ exhausted, failed }: Stats['totals']): string {
  if (exhausted === 0) return 'or not delivered yet';
  const were = `${count(exhausted)} given up`;
  if (failed === 0) return `${were}, all delivered since`;
  return exhausted > failed ? `${were}, some delivered since` : were;
}

/** The sums of a window: numbers first, words second. */
export function HealthFigures({ totals }: { totals: Stats['totals'] }) {
  const figures = [
    {
      name: 'Success rate of deliveries',
      value: percent(totals.success_rate),
      about: 'each counts once, after its retries',
    },
    {
      name: 'Delivered',
      value: count(totals.succeeded),
      about: `of ${count(totals.deliveries)} that were attempted`,
    },
    {
      name: 'Failed',
      value: count(totals.failed),
      about: givenUp(totals),
      isBad: totals.failed > 0,
    },
    {
      name: 'Response time',
      value: milliseconds(totals.duration_ms.avg),
      about: `average; 95% within ${milliseconds(totals.duration_ms.p95)}`,
    },
  ];
  return (
    <dl className={classes.figures}>
      {figures.map(({ name, value, about, isBad }) => (
        <div key={name} className={classes.figure}>
          <dt>{name}</dt>
          <dd className={classes.number} data-bad={isBad || undefined}>
            {value}
          </dd>
          <dd className={classes.about}>{about}</dd>
        </div>
      ))}
    </dl>
  );
}
