import { afterEach, beforeEach, expect, it, vi } from 'vitest';

vi.stubGlobal('location', new URL('http://console.test/'));

/** What a browser has: each as it was opened, and told by its test. */
class Source extends EventTarget {
  static newest: Source | undefined;
  readonly CLOSED = 2;
  readonly url: string;
  readyState = 1;

  constructor(url: string) {
    super();
    this.url = url;
    Source.newest = this;
  }

  close(): void {
    this.readyState = this.CLOSED;
  }

  tell(event: string, data: unknown = '', lastEventId = ''): void {
    this.dispatchEvent(new MessageEvent(event, { data: JSON.stringify(data), lastEventId }));
  }

  /** As when it was lost: until it connects again, or for good. */
  lose(readyState: number): void {
    this.readyState = readyState;
    this.dispatchEvent(new Event('error'));
  }
}
vi.stubGlobal('EventSource', Source);

// What asks for these globals as it is loaded.
const { connectNews } = await import('./connect-news.ts');

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setup(lastEventId?: string) {
  const told: unknown[] = [];
  const close = connectNews(lastEventId, {
    onNews: (id, news) => told.push([id, news]),
    onReconnecting: () => told.push('reconnecting'),
    onFailed: (isRefused) => told.push(isRefused ? 'refused' : 'failed'),
    onEnded: () => told.push('ended'),
  });
  const source = Source.newest!; // it has just been opened
  return { source, told, close, isOpen: () => source.readyState !== source.CLOSED };
}

/** An error as the server writes it. */
const fault = (httpStatus: number, code: number) => ({ message: 'No.', code, data: { httpStatus } });

it('goes on after the message it is given, and tells each with its id', () => {
  const { source, told } = setup('news 7+');
  const asked = new URL(source.url, 'http://console.test').searchParams;
  expect(JSON.parse(asked.get('input') ?? '')).toEqual({ lastEventId: 'news 7+' });
  source.tell('message', { events: true }, 'news_8');
  expect(told).toEqual([['news_8', { events: true }]]);
});

it('has failed when it hears nothing for as long as the server said, pings included', () => {
  const { source, told, isOpen } = setup();
  source.tell('connected', { reconnectAfterInactivityMs: 45_000 });
  vi.advanceTimersByTime(44_999);
  source.tell('ping');
  vi.advanceTimersByTime(44_999);
  expect([told, isOpen()]).toEqual([[], true]);
  vi.advanceTimersByTime(1);
  expect([told, isOpen()]).toEqual([['failed'], false]);
});

it('is silent once it is closed', () => {
  const { source, told, close, isOpen } = setup();
  source.tell('connected', { reconnectAfterInactivityMs: 45_000 });
  close();
  vi.advanceTimersByTime(45_000);
  expect([told, isOpen()]).toEqual([[], false]);
});

it('leaves it to the browser to connect again, and says when the browser gave up', () => {
  const { source, told } = setup();
  source.lose(0);
  source.lose(2);
  expect(told).toEqual(['reconnecting', 'failed']);
});

it.each([
  ['a refusal', fault(401, -32_001), ['refused'], false],
  ['too many streams', fault(429, -32_029), ['refused'], false],
  ['a server that cannot now', fault(503, -32_603), ['reconnecting'], true],
])('tells %s', (_, error, expected, stays) => {
  const { source, told, isOpen } = setup();
  source.tell('serialized-error', error);
  expect([told, isOpen()]).toEqual([expected, stays]);
});

it('closes what the server has ended, or the browser would open it again', () => {
  const { source, told, isOpen } = setup();
  source.tell('return');
  expect([told, isOpen()]).toEqual([['ended'], false]);
});
