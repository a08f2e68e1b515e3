import { Title } from '@mantine/core';
import type { ReactNode } from 'react';

import classes from './page-header.module.css';

interface PageHeaderProps {
  title: ReactNode;
  /** Where the page lies, above the title. */
  trail?: ReactNode;
  sentence?: ReactNode;
  actions?: ReactNode;
}

export function PageHeader({ title, trail, sentence, actions }: PageHeaderProps) {
  return (
    <div className={classes.header}>
      <div className={classes.words}>
        {trail && <div className={classes.trail}>{trail}</div>}
        <Title order={1} className={classes.title}>
          {title}
        </Title>
        {sentence && <div className={classes.sentence}>{sentence}</div>}
      </div>
      {actions && <div className={classes.actions}>{actions}</div>}
    </div>
  );
}
