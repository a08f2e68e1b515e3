import { useEffect, useState } from 'react';

/** Whether something is open or has been: until then its code need not be there. */
export function useWasOpened(opened: boolean): boolean {
  const [wasOpened, setWasOpened] = useState(opened);
  if (opened && !wasOpened) setWasOpened(true);
  return wasOpened || opened;
}

/**
 * False at first, and then what is asked for: a dialog of Mantine's gives the focus back only where it was there, and
 * closed, before it opened.
 */
export function useOpenedLater(opened: boolean): boolean {
  const [isOpened, setIsOpened] = useState(false);
  useEffect(() => setIsOpened(opened), [opened]);
  return isOpened;
}
