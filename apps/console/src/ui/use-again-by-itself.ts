import { useEffect, useEffectEvent, useState } from 'react';

const FIRST_MS = 2_000;
const LONGEST_MS = 30_000;

/** Of all that is tried again in this tab: what fails anew right after it was shown does not begin with short waits again. */
let tries = 0;
let triedAt = 0;

function nextWait(): number {
  if (Date.now() - triedAt > 2 * LONGEST_MS) tries = 0;
  return Math.min(FIRST_MS * 2 ** tries, LONGEST_MS);
}

/**
 * Tries again by itself as long as it is shown: after 2 s, and then less and less often, up to every 30 s. Not in a tab that
 * is hidden; once it is looked at again, or the browser is online again, at once.
 */
export function useAgainByItself(isOn: boolean, ask: () => Promise<unknown>): void {
  const [round, setRound] = useState(0);
  const again = useEffectEvent(async () => {
    tries += 1;
    triedAt = Date.now();
    await ask();
    setRound((now) => now + 1);
  });
  useEffect(() => {
    if (!isOn) return undefined;
    const stop = new AbortController();
    const { signal } = stop;
    const tryOnce = () => {
      if (document.hidden || signal.aborted) return;
      stop.abort();
      void again();
    };
    const timer = setTimeout(tryOnce, nextWait());
    signal.addEventListener('abort', () => clearTimeout(timer));
    window.addEventListener('online', tryOnce, { signal });
    document.addEventListener('visibilitychange', tryOnce, { signal });
    return () => stop.abort();
  }, [isOn, round]);
}
