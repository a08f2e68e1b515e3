interface Watched {
  /** Where pointers are told of: the root of the page, as what was under one may have gone without a word when it leaves. */
  page: EventTarget;
  /** Whether what the pointer came over lies in what is watched. */
  isOwn: (event: Event) => boolean;
  tell: (isOver: boolean) => void;
}

/** In ms. Within it a tap becomes a click, which may not meet another row. */
const TAP_MS = 500;
/** That it leaves, of the mouse alone: a finger leaves when it scrolls, and is there still. */
const HEARD = ['pointerover', 'mouseleave', 'touchend', 'touchcancel'];

/**
 * Tells whether a pointer is over something: a mouse for as long as it rests there, a finger while it is on the glass and until its
 * tap is a click. It is nowhere afterwards: what it opened holds by itself what it has to.
 */
export function watchPointer({ page, isOwn, tell }: Watched): () => void {
  let lifting: ReturnType<typeof setTimeout> | undefined;
  const heard = (event: Event) => {
    clearTimeout(lifting);
    if (event.type.startsWith('touch')) lifting = setTimeout(tell, TAP_MS, false);
    else tell(event.type === 'pointerover' && isOwn(event));
  };
  for (const name of HEARD) page.addEventListener(name, heard);
  return () => {
    clearTimeout(lifting);
    for (const name of HEARD) page.removeEventListener(name, heard);
  };
}
