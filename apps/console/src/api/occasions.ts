/** Something that many queries may learn, and few parts of the console act on. */
function occasion() {
  const listeners = new Set<() => void>();
  return {
    /** Calls back each time. Returns the way to stop. */
    on(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell(): void {
      for (const listener of listeners) listener();
    },
  };
}

/** The session has ended. */
export const signedOut = occasion();
/** The page shows an account which was left elsewhere. */
export const leftAccount = occasion();
/** Whoever is signed in belongs to no account any more. */
export const noAccount = occasion();
