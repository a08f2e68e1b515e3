import type { Delivery } from '@tidings/delivery/schema';

import classes from './trigger-mark.module.css';

const MARKS: Record<Delivery['trigger'], { word: string; meaning: string } | null> = {
  event: null,
  test: {
    word: 'Test',
    meaning: 'A test: not retried, and not among the failed deliveries that are counted, retried and cleared',
  },
  replay: { word: 'Replay', meaning: 'Sent again by a replay of its event' },
  manual: { word: 'By hand', meaning: 'Made by hand' },
};

/** Says of a delivery that no event made by itself what it is; nothing of the others. */
export function TriggerMark({ trigger }: Pick<Delivery, 'trigger'>) {
  const mark = MARKS[trigger];
  return (
    mark && (
      <>
        {' '}
        <span className={classes.mark} title={mark.meaning}>
          {mark.word}
        </span>
      </>
    )
  );
}
