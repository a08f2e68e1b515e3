/** What has changed in an account, for those who look at it. It says where to look again, and shows nothing itself. */
export type News = {
  /** By webhook, which of its deliveries have changed; null: more than are worth naming. */
  deliveries?: Record<string, string[] | null>;
  /** Webhooks that were made, changed or deleted, or whose health has changed. */
  webhooks?: string[];
  /** Events were accepted. */
  events?: true;
  /** People were told something of webhooks. */
  notices?: true;
  /** Somebody came, went, or may do something else than before. */
  access?: true;
  /** More than can be told, or nobody knows what: everything may have changed. */
  everything?: true;
};

/** Of one webhook; whoever shows more rows than this reads its list again anyway. */
const DELIVERIES_NAMED = 20;
/** Of one account, whatever of them has changed. */
const WEBHOOKS_NAMED = 100;

/**
 * News of one account that wait to be told, taken together: however much happens meanwhile, a pile holds a few
 * thousand ids at most. What does not fit is told less exactly, and never left out.
 */
export class NewsPile {
  #deliveries = new Map<string, Set<string> | null>();
  #webhooks = new Set<string>();
  #events = false;
  #notices = false;
  #access = false;
  #everything = false;

  get isEmpty(): boolean {
    return (
      this.#deliveries.size === 0 &&
      this.#webhooks.size === 0 &&
      !this.#events &&
      !this.#notices &&
      !this.#access &&
      !this.#everything
    );
  }

  /** A delivery has changed; without an id, nobody says which. On the hot path: twice for each delivery. */
  addDelivery(webhookId: string, id: string | null): void {
    const named = this.#deliveries.get(webhookId);
    if (named === null) return;
    if (named === undefined) {
      if (this.#deliveries.size >= WEBHOOKS_NAMED) this.#everything = true;
      else this.#deliveries.set(webhookId, id === null ? null : new Set([id]));
    } else if (id === null || (named.size >= DELIVERIES_NAMED && !named.has(id))) {
      this.#deliveries.set(webhookId, null);
    } else named.add(id);
  }

  add(news: News): void {
    for (const [webhookId, ids] of Object.entries(news.deliveries ?? {})) {
      if (ids === null) this.addDelivery(webhookId, null);
      else for (const id of ids) this.addDelivery(webhookId, id);
    }
    for (const id of news.webhooks ?? []) {
      if (this.#webhooks.size >= WEBHOOKS_NAMED) this.#everything = true;
      else this.#webhooks.add(id);
    }
    this.#events ||= news.events ?? false;
    this.#notices ||= news.notices ?? false;
    this.#access ||= news.access ?? false;
    this.#everything ||= news.everything ?? false;
  }

  /** All of it; the pile is empty afterwards. */
  take(): News {
    const news: News = {
      ...(this.#deliveries.size > 0 && {
        deliveries: Object.fromEntries([...this.#deliveries].map(([id, named]) => [id, named && [...named]])),
      }),
      ...(this.#webhooks.size > 0 && { webhooks: [...this.#webhooks] }),
      ...(this.#events && { events: true }),
      ...(this.#notices && { notices: true }),
      ...(this.#access && { access: true }),
      ...(this.#everything && { everything: true }),
    };
    this.#deliveries = new Map();
    this.#webhooks = new Set();
    this.#events = false;
    this.#notices = false;
    this.#access = false;
    this.#everything = false;
    return news;
  }
}
