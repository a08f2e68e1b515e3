import type { News } from '@tidings/live/schema';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { NewsStream } from './news-stream.ts';

type Connect = ConstructorParameters<typeof NewsStream>[0]['connect'];

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setup() {
  const connections: { lastEventId: string | undefined; on: Parameters<Connect>[1]; closed: boolean }[] = [];
  const heard: News[] = [];
  let refused = 0;
  const stream = new NewsStream({
    connect: (lastEventId, on) => {
      const connection = { lastEventId, on, closed: false };
      connections.push(connection);
      return () => (connection.closed = true);
    },
    onNews: (news) => heard.push(news),
    onRefused: () => (refused += 1),
    random: () => 1,
  });
  const newest = () => connections.at(-1)!; // asked for when there is one
  return { stream, connections, heard, newest, refused: () => refused };
}

it('is told once a message has come, and not because it is connected', () => {
  const { stream, newest, heard } = setup();
  expect(stream.connection).toBe('closed');
  stream.open();
  expect(stream.connection).toBe('opening');
  newest().on.onNews('1', { events: true });
  expect([stream.connection, heard]).toEqual(['told', [{ events: true }]]);
});

it('counts as broken when nothing comes through, and everything is looked at', () => {
  const { stream, newest, heard, connections } = setup();
  stream.open();
  vi.advanceTimersByTime(5_000);
  expect([stream.connection, heard]).toEqual(['broken', [{ everything: true }]]);
  newest().on.onNews('1', {});
  expect([stream.connection, connections.length]).toEqual(['told', 1]);
});

it('goes on where it was when the server ends it, without asking for anything meanwhile', () => {
  const { stream, newest, heard, connections } = setup();
  stream.open();
  newest().on.onNews('7', {});
  newest().on.onEnded();
  expect(stream.connection).toBe('told');
  vi.advanceTimersByTime(1_200);
  expect([connections.length, newest().lastEventId, heard]).toEqual([2, '7', [{}]]);
  expect(connections[0]?.closed).toBe(true);
});

it('waits longer from failure to failure, half a minute at most, and briefly again once it has stood', () => {
  const { stream, newest, connections } = setup();
  stream.open();
  for (const waitMs of [2_000, 4_000, 8_000, 16_000, 30_000, 30_000]) {
    const before = connections.length;
    newest().on.onFailed(false);
    expect(stream.connection).toBe('broken');
    vi.advanceTimersByTime(waitMs - 1);
    expect(connections.length).toBe(before);
    vi.advanceTimersByTime(1);
    expect(connections.length).toBe(before + 1);
  }
  newest().on.onNews('1', {});
  newest().on.onFailed(false);
  vi.advanceTimersByTime(2_000);
  expect(connections.length).toBe(8);
});

it('asks whether its person is still signed in when it is refused, and tries again after a minute', () => {
  const { stream, newest, connections, refused } = setup();
  stream.open();
  newest().on.onFailed(true);
  expect([stream.connection, refused()]).toEqual(['broken', 1]);
  vi.advanceTimersByTime(59_999);
  expect(connections.length).toBe(1);
  vi.advanceTimersByTime(1);
  expect(connections.length).toBe(2);
});

it('looks at everything once while it is broken, however often that is noticed', () => {
  const { stream, newest, heard } = setup();
  stream.open();
  newest().on.onNews('1', {});
  newest().on.onReconnecting();
  newest().on.onReconnecting();
  expect(heard).toEqual([{}, { everything: true }]);
});

it('hears nothing more when it is closed, and goes on there when it is opened again', () => {
  const { stream, newest, heard, connections } = setup();
  stream.open();
  newest().on.onNews('3', {});
  const { on } = newest();
  stream.close();
  on.onNews('4', { events: true });
  on.onFailed(false);
  vi.advanceTimersByTime(60_000);
  expect([stream.connection, heard, connections.length]).toEqual(['closed', [{}], 1]);
  stream.open();
  stream.open();
  expect([connections.length, newest().lastEventId]).toEqual([2, '3']);
});
