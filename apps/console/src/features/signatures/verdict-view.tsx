import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import type { Verdict } from '@tidings/secret/schema';

import { Mono } from '../../ui/mono.tsx';
import { type Known, reasonWords } from './reason-words.ts';
import classes from './signature-verifier.module.css';

/** Whether it verifies, why not, and what to do about it. */
export function VerdictView({ verdict, known }: { verdict: Verdict; known: Known }) {
  const { title, detail, advice } = reasonWords(verdict.reason, known);
  const Icon = verdict.verified ? IconCircleCheck : IconCircleX;
  return (
    <div className={classes.verdict} data-verified={verdict.verified}>
      <Icon size={20} className={classes.mark} aria-hidden />
      <div className={classes.words}>
        <h2 className={classes.title}>
          {verdict.verified ? 'Verified' : 'Not verified'}: {title.charAt(0).toLowerCase() + title.slice(1)}
        </h2>
        <p>{detail ?? verdict.detail}</p>
        <p className={classes.dim}>{advice}</p>
        <p className={classes.dim}>
          Reason <Mono>{verdict.reason}</Mono>
          {detail && ', as far as a signature tells'}
        </p>
      </div>
    </div>
  );
}
