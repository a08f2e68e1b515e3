import { Title } from '@mantine/core';
import type { ReactNode } from 'react';

import classes from './card.module.css';

export function Card({
  title,
  actions,
  children,
}: {
  title?: string;
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className={classes.card} aria-label={title}>
      {title && (
        <div className={classes.head}>
          <Title order={2}>{title}</Title>
          {actions}
        </div>
      )}
      <div className={classes.body}>{children}</div>
    </section>
  );
}
