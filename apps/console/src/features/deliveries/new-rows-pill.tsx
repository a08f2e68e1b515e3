import { VisuallyHidden } from '@mantine/core';
import { IconArrowUp } from '@tabler/icons-react';

import { count, counted } from '../../format/number.ts';
import classes from './new-rows-pill.module.css';

interface NewRowsPillProps {
  waiting: number;
  /** Whether `waiting` are not all of them. */
  orMore: boolean;
  onShow: () => void;
}

/** Says how many rows wait above, without taking any room from those that show. */
export function NewRowsPill({ waiting, orMore, onShow }: NewRowsPillProps) {
  const words = orMore
    ? `${count(waiting)}+ new deliveries`
    : counted(waiting, 'new delivery', 'new deliveries');
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
