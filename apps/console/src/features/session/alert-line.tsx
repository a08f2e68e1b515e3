import type { ReactNode } from 'react';

import classes from './alert-line.module.css';

/** Always there, so that what appears in it is read out. */
export function AlertLine({ children }: { children: ReactNode }) {
  return (
    <div role="alert" className={children ? classes.error : undefined}>
      {children}
    </div>
  );
}
