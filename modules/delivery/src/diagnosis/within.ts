/** Ended because it took too long. */
export class TookTooLong extends Error {
  override name = 'TookTooLong';
}

/** What `work` gives, if it does so in time. What goes on after that is nobody's business any more. */
export async function within<Result>(ms: number, work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TookTooLong(`Nothing after ${ms / 1_000} seconds.`)), ms);
  });
  work.catch(() => undefined); // may fail later, unheard
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
