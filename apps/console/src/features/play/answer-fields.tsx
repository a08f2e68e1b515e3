import { NativeSelect, Textarea } from '@mantine/core';
import { type Answer, ANSWER_STATUSES, setAnswerInput } from '@tidings/play/schema';
import { useState } from 'react';

import { ErrorNotice } from '../../ui/error-notice.tsx';
import classes from './play-page.module.css';
import { useSetAnswer } from './use-set-answer.ts';

const WORDS: Record<Answer['status'], string> = {
  204: 'No Content: success',
  200: 'OK: success, with a body',
  302: 'Found: a redirect, which counts as a failure',
  400: 'Bad Request: a failure, retried on schedule',
  410: 'Gone: disables the webhook at once',
  429: 'Too Many Requests: retried on schedule',
  500: 'Internal Server Error: retried on schedule',
  503: 'Service Unavailable: retried on schedule',
};
const DELAYS = [
  { value: '0', label: 'at once' },
  { value: '2000', label: 'after 2 seconds' },
  { value: '10000', label: 'after 10 seconds' },
  { value: '35000', label: 'after 35 seconds: every webhook has given up' },
];

interface AnswerFieldsProps {
  name: string | null;
  current: Answer;
}

/** What the receiver answers; each change holds at once. */
export function AnswerFields({ name, current }: AnswerFieldsProps) {
  const setAnswer = useSetAnswer();
  const shown = setAnswer.isPending ? { ...current, ...setAnswer.variables } : current;
  // What somebody types is theirs until it is saved, whatever the receiver answers meanwhile.
  const [typed, setTyped] = useState<string | null>(null);
  const change = (changed: object) => {
    const parsed = setAnswerInput.safeParse({ ...shown, name: name ?? undefined, ...changed });
    if (!parsed.success) return;
    setAnswer.mutate(parsed.data, {
      onSuccess: ({ answer }) => setTyped((now) => (now === answer.body ? null : now)),
    });
  };
  return (
    <div>
      <div className={classes.answer}>
        <NativeSelect
          label="Answer with"
          data={ANSWER_STATUSES.map((status) => ({
            value: String(status),
            label: `${status} ${WORDS[status]}`,
          }))}
          value={String(shown.status)}
          onChange={({ currentTarget: { value } }) => {
            if (value === '204') setTyped(null);
            change({ status: Number(value), ...(value === '204' && { body: '' }) });
          }}
        />
        <NativeSelect
          label="When"
          data={DELAYS}
          value={String(shown.delay_ms)}
          onChange={({ currentTarget }) => change({ delay_ms: Number(currentTarget.value) })}
        />
        <Textarea
          label="Body"
          autosize
          maxRows={6}
          maxLength={100_000}
          disabled={shown.status === 204}
          placeholder={shown.status === 204 ? '204 has none' : 'Empty'}
          value={shown.status === 204 ? '' : (typed ?? shown.body)}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          onBlur={() => {
            if (typed !== null && typed !== shown.body) change({ body: typed });
          }}
        />
      </div>
      {setAnswer.error && (
        <ErrorNotice error={setAnswer.error} doing="change the answer" undone="It answers as before." />
      )}
    </div>
  );
}
