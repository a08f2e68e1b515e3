import type { ReactNode } from 'react';

import classes from './block-head.module.css';

/** The title of a part, with what can be done about it, or the figure that sums it up, at the right. */
export function BlockHead({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className={classes.head}>
      <h3 className={classes.title}>{title}</h3>
      <span className={classes.aside}>{children}</span>
    </div>
  );
}
