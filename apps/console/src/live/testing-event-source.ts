/** What a browser has and Node does not: an EventSource by `fetch`, which does not connect again by itself. */
export class FetchEventSource extends EventTarget {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSED = 2;
  readonly CONNECTING = 0;
  readonly OPEN = 1;
  readonly CLOSED = 2;
  readonly url: string;
  readonly withCredentials = false;
  readyState = 0;
  static #newest: FetchEventSource | undefined;
  readonly #hanging = new AbortController();

  /** Loses the newest connection, as a proxy that is restarted would. */
  static cut(): void {
    const newest = FetchEventSource.#newest;
    if (newest) newest.#fail();
  }

  constructor(url: string) {
    super();
    FetchEventSource.#newest = this;
    this.url = url;
    void this.#read().catch(() => this.#fail());
  }

  close(): void {
    this.readyState = this.CLOSED;
    this.#hanging.abort();
  }

  async #read(): Promise<void> {
    const response = await fetch(this.url, {
      headers: { accept: 'text/event-stream' },
      signal: this.#hanging.signal,
    });
    if (!response.ok || !response.body) return this.#fail();
    this.readyState = this.OPEN;
    let text = '';
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return this.#fail();
      if (this.readyState === this.CLOSED) return;
      text += value;
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        this.#dispatch(text.slice(0, end));
        text = text.slice(end + 2);
      }
    }
  }

  #dispatch(block: string): void {
    const field = (name: string) => new RegExp(`^${name}: ?(.*)$`, 'm').exec(block)?.[1];
    const data = field('data') ?? '';
    this.dispatchEvent(
      new MessageEvent(field('event') ?? 'message', { data, lastEventId: field('id') ?? '' }),
    );
  }

  #fail(): void {
    if (this.readyState === this.CLOSED) return;
    // Nothing may be read of a connection that is lost: whoever listened to it has gone on.
    this.close();
    this.dispatchEvent(new Event('error'));
  }
}
