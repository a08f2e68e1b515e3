import type { Page } from 'playwright-core';

/** What a browser complains about: faults of scripts, and what it writes to its console as an error or a warning. */
export class Complaints {
  #seen: string[] = [];
  #mayBeAway = false;
  readonly #refusals: { of: string; status: number }[] = [];

  /** Listens to a page from the next that it opens. */
  async watch(page: Page): Promise<void> {
    page.on('pageerror', (error) => this.#seen.push(String(error)));
    page.on('console', (message) => {
      if (message.type() !== 'error' && message.type() !== 'warning') return;
      const { url } = message.location();
      this.#seen.push(url ? `${message.text()} (${new URL(url, 'about:blank').pathname})` : message.text());
    });
    // Of all that a page's policy forbids, only of this does Chromium say nothing where a script catches what is thrown.
    await page.addInitScript(() =>
      document.addEventListener('securitypolicyviolation', ({ blockedURI, sourceFile }) => {
        if (blockedURI === 'eval')
          console.error(`The policy of the page forbids to evaluate text in ${sourceFile}`);
      }),
    );
  }

  /** Chromium notes down every refusal: those with this status the test asks for, of what ends so, such as `webhooks.update`. */
  refuses(status: number, ...of: string[]): void {
    for (const name of of) this.#refusals.push({ of: name, status });
  }

  /** The server goes away and comes back in this test: nobody answers meanwhile, or it says that it is not ready. */
  losesServer(): void {
    this.#mayBeAway = true;
  }

  /** All that was complained about and not asked for. */
  get all(): string[] {
    return this.#seen.filter(
      (text) =>
        !(this.#mayBeAway && /net::ERR_|status of 503 /.test(text)) &&
        !this.#refusals.some(
          ({ of, status }) => text.includes(`status of ${status} `) && text.endsWith(`${of})`),
        ),
    );
  }

  /** Takes what was complained about so far: it was looked at. */
  take(): string[] {
    const taken = this.all;
    this.#seen = [];
    return taken;
  }
}
