/** A way to ask for work by name; see {@link newPace}. */
type Pace = (name: string, apartMs: number, work: () => Promise<unknown>) => void;

/**
 * Does work at once, and again when it was asked for meanwhile: at the earliest `apartMs` after it began, and when it is
 * done. However often it is asked for, it is done once more after the last time.
 */
export function newPace(): Pace {
  const going = new Map<string, { again: (() => void) | undefined }>();
  const pace: Pace = (name, apartMs, work) => {
    const known = going.get(name);
    if (known) {
      known.again = () => pace(name, apartMs, work);
      return;
    }
    const entry: { again: (() => void) | undefined } = { again: undefined };
    going.set(name, entry);
    const apart = new Promise((resolve) => setTimeout(resolve, apartMs));
    void Promise.allSettled([work(), apart]).then(() => {
      going.delete(name);
      entry.again?.();
    });
  };
  return pace;
}
