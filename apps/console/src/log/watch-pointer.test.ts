import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { watchPointer } from './watch-pointer.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A page, of which one place is watched. */
function setup() {
  const page = new EventTarget();
  const told: boolean[] = [];
  const own = new WeakSet<Event>();
  const stop = watchPointer({ page, isOwn: (event) => own.has(event), tell: (isOver) => told.push(isOver) });
  return {
    stop,
    told,
    isOver: () => told.at(-1) ?? false,
    over: (isInside = true) => {
      const event = new Event('pointerover');
      if (isInside) own.add(event);
      page.dispatchEvent(event);
    },
    tell: (name: 'mouseleave' | 'pointerleave' | 'pointercancel' | 'touchend' | 'touchcancel') =>
      page.dispatchEvent(new Event(name)),
  };
}

it('is over it for as long as a mouse rests there', () => {
  const { over, tell, isOver } = setup();
  over();
  vi.advanceTimersByTime(3_600_000);
  expect(isOver()).toBe(true);
  over(false);
  expect(isOver()).toBe(false);
  over();
  tell('mouseleave');
  expect(isOver()).toBe(false);
});

it.each(['touchend', 'touchcancel'] as const)(
  'is over it while a finger is on it, scrolls there, and after its %s until a tap is a click',
  (end) => {
    const { over, tell, isOver } = setup();
    over();
    tell('pointercancel');
    tell('pointerleave');
    vi.advanceTimersByTime(3_600_000);
    expect(isOver()).toBe(true);
    tell(end);
    vi.advanceTimersByTime(300);
    expect(isOver()).toBe(true);
    vi.advanceTimersByTime(300);
    expect(isOver()).toBe(false);
  },
);

it('goes on when the finger comes back at once', () => {
  const { over, tell, isOver } = setup();
  over();
  tell('touchend');
  over();
  vi.advanceTimersByTime(3_600_000);
  expect(isOver()).toBe(true);
});

it('tells nothing after its end', () => {
  const { over, tell, stop, told } = setup();
  over();
  tell('touchend');
  stop();
  vi.advanceTimersByTime(3_600_000);
  over();
  expect(told).toEqual([true]);
});
