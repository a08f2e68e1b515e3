/**
 * A `fetch` that sends what changes something once while it is under way: whoever asks for the very same meanwhile gets the same
 * answer. A button is disabled from its next render on, and the second press of a double click may come before that.
 */
export function oneOfEqual(send: typeof fetch = (input, init) => fetch(input, init)): typeof fetch {
  const underWay = new Map<string, Promise<Response>>();
  return async (input, init) => {
    if (typeof input !== 'string' || init?.method !== 'POST' || typeof init.body !== 'string')
      return send(input, init);
    // The headers name the account.
    const asked = JSON.stringify([input, init.headers, init.body]);
    const answer = underWay.get(asked) ?? send(input, init).finally(() => underWay.delete(asked));
    underWay.set(asked, answer);
    return (await answer).clone();
  };
}
