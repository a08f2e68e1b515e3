import { Skeleton } from '@mantine/core';

import classes from './notices.module.css';

export function NoticesSkeleton({ rows }: { rows: number }) {
  return (
    <ul className={classes.list} aria-busy aria-label="Notifications">
      {Array.from({ length: rows }, (_, index) => (
        <li key={index} className={classes.item}>
          <span className={classes.mark} />
          <div className={classes.words}>
            <Skeleton height={12} width={140 + 30 * (index % 3)} my={5} />
            <Skeleton height={12} width={230} maw="90%" my={6} />
            <Skeleton height={12} width={320} maw="100%" my={6} />
          </div>
        </li>
      ))}
    </ul>
  );
}
