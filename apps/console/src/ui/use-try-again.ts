import { useState } from 'react';

/** Tries once more what could not be read. What is tried without success stays, and says when that was. */
export function useTryAgain(ask: () => unknown) {
  const [isTrying, setTrying] = useState(false);
  const [triedAt, setTriedAt] = useState<string | null>(null);
  const tryAgain = async () => {
    setTrying(true);
    try {
      await ask();
    } catch {
      // Whoever shows this shows why.
    }
    setTrying(false);
    setTriedAt(new Date().toISOString());
  };
  return { isTrying, triedAt, tryAgain: () => void tryAgain() };
}
