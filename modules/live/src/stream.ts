import { type News, NewsPile } from '@tidings/kernel';
import { tracked, type TrackedEnvelope } from '@trpc/server';

/** From one message to the next; what comes meanwhile is one message. Whoever reads cannot keep up with more. */
const APART_MS = 250;

/** What is left of the news for one client. */
type Hears = (news: News) => News;

/** One client's news, until it ends: with its client, its process, or its rights. */
export class Stream {
  readonly #pile = new NewsPile();
  readonly #atEnd: (() => void)[] = [];
  #lastId = '';
  #hasNews = false;
  #isEnded = false;
  #wake: () => void = () => undefined;
  /** What is to be done when somebody's rights may have changed. */
  onAccess: () => void = () => undefined;

  atEnd(listener: () => void): void {
    this.#atEnd.push(listener);
  }

  /** @param id of the newest notification that the client knows with it. */
  tell(id: string, news: News): void {
    this.#pile.add(news);
    this.#lastId = id;
    this.#hasNews = true;
    this.#wake();
    if (news.access || news.everything) this.onAccess();
  }

  end(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#wake();
    for (const listener of this.#atEnd) listener();
  }

  /** What the client is sent. It goes on until the stream ends, and ends it when nobody reads on. */
  async *messages(hears: Hears): AsyncGenerator<TrackedEnvelope<News>, void> {
    let isFirst = true;
    try {
      while (!this.#isEnded) {
        if (!this.#hasNews) await new Promise<void>((resolve) => (this.#wake = resolve));
        if (!this.#hasNews || this.#isEnded) continue;
        this.#hasNews = false;
        const news = hears(this.#pile.take());
        // What is of no interest to it is not sent; the first message says where it stands.
        if (!isFirst && Object.keys(news).length === 0) continue;
        isFirst = false;
        yield tracked(this.#lastId, news);
        await this.#pause();
      }
    } finally {
      this.end();
    }
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#isEnded) return resolve();
      const timer = setTimeout(resolve, APART_MS);
      this.#wake = () => {
        if (!this.#isEnded) return;
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
