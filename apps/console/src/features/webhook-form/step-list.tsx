import { IconCheck } from '@tabler/icons-react';

import unseen from '../../ui/unseen.module.css';
import classes from './create-form.module.css';
import { STEPS, type Step } from './step-names.ts';
import { STEP_TITLES } from './steps.ts';

/** The steps; what lies behind can be gone back to, what lies ahead comes by Continue. */
export function StepList({ current, onStep }: { current: Step; onStep: (step: Step) => void }) {
  const at = STEPS.indexOf(current);
  return (
    <ol className={classes.steps} aria-label="Steps">
      {STEPS.map((step, index) => (
        <li key={step} aria-current={index === at ? 'step' : undefined}>
          {index < at ? (
            <button type="button" className={classes.step} data-state="done" onClick={() => onStep(step)}>
              <IconCheck size={14} aria-label="Done:" />{' '}
              <span className={unseen.narrow}>{STEP_TITLES[step]}</span>
            </button>
          ) : (
            <span className={classes.step} data-state={index === at ? 'current' : 'ahead'}>
              {index + 1}{' '}
              <span className={index === at ? undefined : unseen.narrow}>{STEP_TITLES[step]}</span>
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}
