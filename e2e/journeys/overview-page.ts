import type { Locator, Page } from 'playwright-core';
import { status } from '../support/receiver.ts';
import { untilLoaded } from '../support/until-loaded.ts';
import { type LogJourney, ONCE } from './log-journey.ts';

export const LIST = '/dashboard/settings/webhooks';

/** The page of the webhooks, where one of a journey is called Ledger. */
export class OverviewPage {
  readonly #journey: LogJourney;

  constructor(journey: LogJourney) {
    this.#journey = journey;
  }

  get #page(): Page {
    return this.#journey.page;
  }

  row(name: string): Locator {
    return this.#page.getByRole('row').filter({ hasText: name });
  }

  /** Beside the list, of the webhook of the journey. */
  panel(): Locator {
    return this.#page.getByRole('dialog', { name: /^(Edit )?Ledger$/ });
  }

  async open(query = ''): Promise<void> {
    await this.#page.goto(`${LIST}${query}`);
    await this.row('Ledger').first().waitFor();
    await untilLoaded(this.#page);
  }

  /** Chooses from the menu of the webhook. */
  async act(within: Locator, name: string): Promise<void> {
    await within.getByRole('button', { name: 'Actions for Ledger' }).click();
    await this.#page.getByRole('menuitem', { name, exact: true }).click();
  }

  /** Gives the webhook a new secret, which is shown then. */
  async roll(within: Locator): Promise<void> {
    await this.act(within, 'Roll secret');
    const dialog = this.#page.getByRole('dialog', { name: 'Roll the secret of Ledger' });
    await dialog.getByRole('button', { name: 'Roll secret' }).click();
    await this.#page.getByText('Save this now').waitFor();
  }

  /** Three events that arrive and one that fails, to a webhook that is called once for each. */
  async makeTraffic(): Promise<void> {
    await this.#journey.makeWebhook({ ...ONCE, events: ['tag.*', 'email.opened'] });
    await this.#journey.publishMany(3);
    this.#journey.receiver.behaviour = status(500);
    await this.#journey.deliver();
  }
}
