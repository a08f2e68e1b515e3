let kinds = 0;

/** Notes that the page holds something that leaving it would lose, until what is returned is called. */
export function holdUnsaved(): () => void {
  kinds += 1;
  return () => {
    kinds -= 1;
  };
}

/** Whether the page holds something that leaving it would lose. */
export function isUnsaved(): boolean {
  return kinds > 0;
}
