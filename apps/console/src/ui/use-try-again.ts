import { useState } from 'react';

/** Whether all that was asked again was read, as TanStack Query says it: asking again never fails by itself. */
export function wasRead(answer: unknown): boolean {
  if (Array.isArray(answer)) return answer.every(wasRead);
  return typeof answer === 'object' && answer !== null && 'isSuccess' in answer && answer.isSuccess === true;
}

/** Tries once more what could not be read. What is tried without success stays, and says when that was. */
export function useTryAgain(ask: () => unknown) {
  const [isTrying, setTrying] = useState(false);
  const [triedAt, setTriedAt] = useState<string | null>(null);
  const tryAgain = async () => {
    setTrying(true);
    // Whoever shows this shows why.
    const answer = await Promise.resolve()
      .then(ask)
      .catch(() => undefined);
    setTrying(false);
    // What was read takes this away, a little later; till then it says nothing untrue.
    setTriedAt(wasRead(answer) ? null : new Date().toISOString());
  };
  return { isTrying, triedAt, tryAgain: () => void tryAgain() };
}
