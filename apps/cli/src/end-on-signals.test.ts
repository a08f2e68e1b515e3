import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { endOnSignals } from './end-on-signals.ts';

function setup() {
  const process = new EventEmitter();
  const exits: number[] = [];
  const clock = { ms: 0 };
  const signal = endOnSignals(process, { exit: (code) => exits.push(code), nowMs: () => clock.ms });
  return { process, exits, clock, signal };
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'])('%s asks to come to an end, twice at once as well', (name) => {
  const { process, exits, clock, signal } = setup();
  expect(signal.aborted).toBe(false);
  process.emit(name);
  clock.ms = 20;
  process.emit('SIGINT');
  expect(signal.aborted).toBe(true);
  expect(exits).toEqual([]);
});

test('who insists after a second is obeyed', () => {
  const { process, exits, clock } = setup();
  process.emit('SIGINT');
  clock.ms = 1_500;
  process.emit('SIGINT');
  expect(exits).toEqual([130]);
});
