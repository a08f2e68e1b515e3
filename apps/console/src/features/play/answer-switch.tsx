import { SegmentedControl } from '@mantine/core';
import { setAnswerInput } from '@tidings/play/schema';

import { ErrorNotice } from '../../ui/error-notice.tsx';
import classes from './play-page.module.css';
import { useSetAnswer } from './use-set-answer.ts';

const ANSWERS = [
  { value: '204', label: '204' },
  { value: '500', label: '500' },
  { value: '503', label: '503' },
  { value: '302', label: '302' },
];

const MEANING: Record<string, string> = {
  '204': 'Success: nothing is retried.',
  '500': 'Failure: deliveries are retried on schedule.',
  '503': 'Unavailable: retried, as when a server restarts.',
  '302': 'Redirect: counts as a failure, it is not followed.',
};

export function AnswerSwitch({ current }: { current: number }) {
  const setAnswer = useSetAnswer();
  const value = String(setAnswer.isPending ? setAnswer.variables.status : current);
  const choose = (chosen: string) => {
    const parsed = setAnswerInput.safeParse({ status: Number(chosen) });
    if (parsed.success) setAnswer.mutate(parsed.data);
  };
  return (
    <div>
      <div className={classes.answer}>
        <span id="answer-with">Answer with</span>
        <SegmentedControl
          data={ANSWERS}
          value={value}
          onChange={choose}
          aria-labelledby="answer-with"
          size="xs"
        />
        <span className={classes.meaning} aria-live="polite">
          {MEANING[value]}
        </span>
      </div>
      {setAnswer.error && (
        <ErrorNotice error={setAnswer.error} doing="change the answer" kept="It answers as before." />
      )}
    </div>
  );
}
