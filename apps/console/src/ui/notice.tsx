import { IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';

import classes from './notice.module.css';

interface NoticeProps {
  tone?: 'accent' | 'warning' | 'failure';
  /** What can be done about it, at the right. */
  action?: ReactNode;
  children: ReactNode;
}

export function Notice({ tone = 'accent', action, children }: NoticeProps) {
  return (
    <div className={classes.notice} data-tone={tone} role="note">
      <IconInfoCircle size={18} className={classes.icon} aria-hidden />
      <div className={classes.body}>{children}</div>
      {action}
    </div>
  );
}
