import { Title } from '@mantine/core';
import type { ReactNode } from 'react';

import classes from './empty-state.module.css';

interface EmptyStateProps {
  title: string;
  heading?: 'h1' | 'h2';
  action?: ReactNode;
  children: ReactNode;
}

/** Says what will be here and offers the one next step. */
export function EmptyState({ title, heading = 'h2', action, children }: EmptyStateProps) {
  return (
    <div className={classes.empty}>
      <Title order={heading === 'h1' ? 1 : 2} className={classes.title}>
        {title}
      </Title>
      <div className={classes.words}>{children}</div>
      {action && <div className={classes.action}>{action}</div>}
    </div>
  );
}
