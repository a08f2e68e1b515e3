import { Skeleton } from '@mantine/core';

import classes from './failed-section.module.css';

const WORDS = [
  ['Failed', 24, 92],
  ['Retrying', 24, 120],
  ['Most common error', 128, 96],
  ['Next retry', 84, 64],
] as const;

/** The section as it will stand, without its numbers. */
export function FailedSkeleton() {
  return (
    <section className={classes.section} aria-label="Failed deliveries" aria-busy>
      <dl className={classes.facts}>
        {WORDS.map(([name, figure, words]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <strong>
                <Skeleton component="span" display="inline-block" height={14} width={figure} />
              </strong>
              <span>
                <Skeleton component="span" display="inline-block" height={11} width={words} />
              </span>
            </dd>
          </div>
        ))}
      </dl>
      <div className={classes.actions}>
        <div className={classes.buttons}>
          <Skeleton height={32} width={122} />
          <Skeleton height={32} width={112} />
        </div>
        <p className={classes.why} />
      </div>
    </section>
  );
}
