import { VisuallyHidden } from '@mantine/core';
import { IconArrowUp } from '@tabler/icons-react';

import { count, counted } from '../format/number.ts';
import classes from './new-rows-pill.module.css';

interface NewRowsPillProps {
  waiting: number;
  /** Whether `waiting` are not all of them. */
  orMore: boolean;
  /** What one row is, and what several are. */
  nouns: readonly [string, string];
  onShow: () => void;
}

/** Says how many rows wait above, without taking any room from those that show. */
export function NewRowsPill({ waiting, orMore, nouns: [noun, nouns], onShow }: NewRowsPillProps) {
  const words = orMore ? `${count(waiting)}+ new ${nouns}` : counted(waiting, `new ${noun}`, `new ${nouns}`);
  return (
    <div className={classes.place}>
      {waiting > 0 && (
        <button type="button" className={classes.pill} onClick={onShow}>
          <IconArrowUp size={14} aria-hidden /> {words}
        </button>
      )}
      <VisuallyHidden role="status">{waiting > 0 ? `${words} waiting` : ''}</VisuallyHidden>
    </div>
  );
}
