import type { MouseEvent, ReactNode } from 'react';

import classes from './whole-link.module.css';

/**
 * What stands above the link of its row or card, so that pointing at it tells more. A click on it is one on the link;
 * the keyboard has that.
 */
export function AboveLink({ children }: { children: ReactNode }) {
  return (
    <span className={classes.above} onClick={clickLink}>
      {children}
    </span>
  );
}

function clickLink({ currentTarget, ctrlKey, metaKey, shiftKey }: MouseEvent<HTMLElement>): void {
  const click = { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey };
  for (let around = currentTarget.parentElement; around; around = around.parentElement) {
    const link = around.querySelector(`.${classes.link}`);
    if (link) {
      link.dispatchEvent(new window.MouseEvent('click', click));
      return;
    }
  }
}
