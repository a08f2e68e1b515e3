import { Anchor } from '@mantine/core';

import { clockWords } from '../format/time.ts';
import classes from './unread-line.module.css';
import { useTryAgain } from './use-try-again.ts';

interface Reading {
  data: unknown;
  error: unknown;
  /** Settles once it is known what became of it. */
  refetch: () => unknown;
}

interface UnreadLineProps {
  /** What the page can do without, each with the sentence that says that it could not be read. */
  of: readonly (readonly [Reading, string])[];
}

/** One quiet line for what a page can do without. It is there before there is something to say, to be announced. */
export function UnreadLine({ of }: UnreadLineProps) {
  const unread = of.filter(([{ data, error }]) => Boolean(error) && data === undefined);
  return <div role="status">{unread.length > 0 && <Line of={unread} />}</div>;
}

function Line({ of }: UnreadLineProps) {
  const { isTrying, triedAt, tryAgain } = useTryAgain(() =>
    Promise.all(of.map(([query]) => query.refetch())),
  );
  const sentences = [...new Set(of.map(([, sentence]) => sentence))];
  if (isTrying) sentences.push('Trying again…');
  else if (triedAt) sentences.push(`Tried again at ${clockWords(triedAt, Date.parse(triedAt))}.`);
  return (
    <p className={classes.line}>
      {sentences.join(' ')} {/* Not disabled meanwhile: it would lose the focus. */}
      <Anchor
        component="button"
        type="button"
        underline="always"
        aria-disabled={isTrying || undefined}
        onClick={isTrying ? undefined : tryAgain}
      >
        Try again
      </Anchor>
    </p>
  );
}
