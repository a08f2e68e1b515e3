import { useDebouncedCallback } from '@mantine/hooks';
import { useLayoutEffect, useRef, useState } from 'react';

import { Told } from './told.ts';

/**
 * A search as it is typed, which is ahead of what is asked for. Where that changes by anything but typing, as by a link
 * or by going back, what is typed follows.
 * @param restMs how long the typing has to rest before it is asked for.
 */
export function useTypedQuery(asked: string, onQuery: (q: string) => void, restMs = 0) {
  const [typed, setTyped] = useState(asked);
  const told = useRef(new Told());
  const last = useRef(asked);
  const ask = useDebouncedCallback((text: string) => {
    const q = text.trim();
    if (q === last.current) return;
    last.current = q;
    told.current.tell(q);
    onQuery(q);
  }, restMs);
  useLayoutEffect(() => {
    if (told.current.isEcho(asked)) return;
    ask.cancel(); // what was about to be asked for has been overtaken
    last.current = asked;
    setTyped(asked);
  }, [asked, ask]);
  const query = (text: string) => {
    setTyped(text);
    ask(text);
  };
  return { q: typed, query };
}
