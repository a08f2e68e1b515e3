import { IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';

import classes from './notice.module.css';

export function Notice({ tone = 'accent', children }: { tone?: 'accent' | 'warning'; children: ReactNode }) {
  return (
    <div className={classes.notice} data-tone={tone} role="note">
      <IconInfoCircle size={18} className={classes.icon} aria-hidden />
      <div className={classes.body}>{children}</div>
    </div>
  );
}
