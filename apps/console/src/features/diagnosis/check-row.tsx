import type { DiagnosisCheck } from '@tidings/delivery/schema';
import type { ReactNode } from 'react';

import { StatusBadge } from '../../ui/status-badge.tsx';
import { CHECKS, RESULTS } from './check-words.ts';
import classes from './diagnosis.module.css';

interface CheckRowProps {
  check: DiagnosisCheck;
  /** What does the next step, where the page can. */
  action?: ReactNode;
}

/** What one check found, and what to do about it. */
export function CheckRow({ check, action }: CheckRowProps) {
  const { tone, word } = RESULTS[check.result];
  return (
    <li className={classes.check}>
      <span className={classes.badge}>
        <StatusBadge tone={tone}>{word}</StatusBadge>
      </span>
      <div className={classes.found}>
        <h2 className={classes.name}>{CHECKS[check.name].title}</h2>
        <p className={classes.dim}>{check.detail}</p>
        {check.next_step !== null && (
          <p className={classes.next}>
            <strong>Next:</strong> {check.next_step}
          </p>
        )}
      </div>
      {action}
    </li>
  );
}
