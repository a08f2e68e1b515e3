import { VisuallyHidden } from '@mantine/core';
import { IconArrowUp } from '@tabler/icons-react';

import { counted } from '../../format/number.ts';
import classes from './new-rows-pill.module.css';

/** Says how many rows wait above, without taking any room from those that show. */
export function NewRowsPill({ count, onShow }: { count: number; onShow: () => void }) {
  const words = counted(count, 'new delivery', 'new deliveries');
  return (
    <div className={classes.place}>
      {count > 0 && (
        <button type="button" className={classes.pill} onClick={onShow}>
          <IconArrowUp size={14} aria-hidden /> {words}
        </button>
      )}
      <VisuallyHidden role="status">{count > 0 ? `${words} waiting` : ''}</VisuallyHidden>
    </div>
  );
}
