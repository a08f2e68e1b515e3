/**
 * A fact that a module announces to modules it may not import: the module declares the hook, apps/server
 * connects a listener. Listeners run one after the other inside the announcer's transaction.
 */
export class Hook<Arguments extends unknown[], Result = void> {
  readonly #listeners: ((...args: Arguments) => Promise<Result>)[] = [];

  connect(listener: (...args: Arguments) => Promise<Result>): void {
    this.#listeners.push(listener);
  }

  async announce(...args: Arguments): Promise<Result[]> {
    const results: Result[] = [];
    for (const listener of this.#listeners) results.push(await listener(...args));
    return results;
  }
}
