import type { ReactNode } from 'react';

import classes from './mono.module.css';

export function Mono({ children, dim, title }: { children: ReactNode; dim?: boolean; title?: string }) {
  return (
    <span className={classes.mono} data-dim={dim ?? undefined} title={title}>
      {children}
    </span>
  );
}
