/** Presses that are further apart are meant: by then the button was drawn anew. */
const DOUBLE_CLICK_MS = 100;

/**
 * A `fetch` that sends what changes something once: who asks for the very same within a double click, while it is under way,
 * gets the same answer. A button is disabled from its next render on, and the second press may come before that.
 */
export function oneOfEqual(send: typeof fetch = (input, init) => fetch(input, init)): typeof fetch {
  const underWay = new Map<string, { answer: Promise<Response>; untilMs: number }>();
  return async (input, init) => {
    if (typeof input !== 'string' || init?.method !== 'POST' || typeof init.body !== 'string')
      return send(input, init);
    // The headers name the account.
    const asked = JSON.stringify([input, init.headers, init.body]);
    const nowMs = performance.now();
    const known = underWay.get(asked);
    if (known && nowMs < known.untilMs) return (await known.answer).clone();
    const answer = send(input, init);
    const own = { answer, untilMs: nowMs + DOUBLE_CLICK_MS };
    underWay.set(asked, own);
    try {
      return (await answer).clone();
    } finally {
      if (underWay.get(asked) === own) underWay.delete(asked);
    }
  };
}
