type Begin = (done: () => void) => void;
type Line = { underWay: number; waiting: Begin[] };

/**
 * Lets at most so many things be under way for one account, and so many in all. What is beyond waits in the line of its
 * account, and accounts come by turns, so that nobody waits for what another one asks for.
 */
export class Turns {
  readonly #ofAccount: number;
  readonly #inAll: number;
  readonly #lines = new Map<string, Line>();
  #underWay = 0;
  #isBeginning = false;

  constructor(limits: { ofAccount: number; inAll: number }) {
    this.#ofAccount = limits.ofAccount;
    this.#inAll = limits.inAll;
  }

  /** @param begin is called when its turn has come, perhaps at once; it calls `done` when it is over. */
  take(account: string, begin: Begin): void {
    const line = this.#lines.get(account) ?? { underWay: 0, waiting: [] };
    this.#lines.set(account, line);
    line.waiting.push(begin);
    this.#beginNext();
  }

  /** Does something when its turn has come, and answers with what comes of it. */
  run<Result>(account: string, work: () => Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.take(account, (done) => void work().then(resolve, reject).finally(done));
    });
  }

  #beginNext(): void {
    if (this.#isBeginning) return; // one that was over at once: the loop below goes on
    this.#isBeginning = true;
    for (let next = this.#next(); next; next = this.#next()) {
      const [account, line, begin] = next;
      // Its next turn comes after those of all others.
      this.#lines.delete(account);
      this.#lines.set(account, line);
      line.underWay += 1;
      this.#underWay += 1;
      begin(() => {
        line.underWay -= 1;
        this.#underWay -= 1;
        if (line.underWay === 0 && line.waiting.length === 0) this.#lines.delete(account);
        this.#beginNext();
      });
    }
    this.#isBeginning = false;
  }

  #next(): [string, Line, Begin] | undefined {
    if (this.#underWay >= this.#inAll) return undefined;
    for (const [account, line] of this.#lines) {
      const begin = line.underWay < this.#ofAccount ? line.waiting.shift() : undefined;
      if (begin) return [account, line, begin];
    }
    return undefined;
  }
}
