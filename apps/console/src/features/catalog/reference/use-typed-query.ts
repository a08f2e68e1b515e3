import { useLayoutEffect, useRef, useState } from 'react';

import { Told } from '../../../ui/json/told.ts';

/**
 * The search as it is typed, which is ahead of the address. Where the address changes by anything but typing, as by a link
 * that has no search, what is typed follows.
 */
export function useTypedQuery(asked: string, onQuery: (q: string) => void) {
  const [typed, setTyped] = useState(asked);
  const told = useRef(new Told());
  useLayoutEffect(() => {
    if (!told.current.isEcho(asked)) setTyped(asked);
  }, [asked]);
  const query = (text: string) => {
    setTyped(text);
    if (text.trim() === typed.trim()) return;
    told.current.tell(text.trim());
    onQuery(text.trim());
  };
  return { q: typed, query };
}
