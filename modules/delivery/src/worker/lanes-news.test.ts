import { describe, expect, it } from 'vitest';
import { type Result, SLOW_MS } from './lanes.ts';
import { delivery, IDLE_MS, LIMIT, openLanes } from './testing-lanes.ts';

const ACCOUNT = 'acct_1';
const WEBHOOK = 'wh_1';

describe('the breaker', () => {
  it('opens at the tenth slow failure in a row', () => {
    const { reserve, end } = openLanes();
    while (reserve());
    expect(end('failed', { count: 10, afterMs: SLOW_MS })).toEqual([...Array(9).fill(undefined), 'opened']);
  });

  it.each<[string, Result, number]>([
    ['a success', 'succeeded', SLOW_MS],
    ['a failure that comes at once', 'failed', 0],
  ])('counts anew after %s', (_, result, afterMs) => {
    const { lanes, pass } = openLanes();
    const attempt = (how: Result, ms: number) => {
      const reservation = lanes.reserve(WEBHOOK, ACCOUNT);
      pass(ms);
      return lanes.ended(reservation!, how);
    };
    for (let failures = 0; failures < 9; failures += 1) attempt('failed', SLOW_MS);
    attempt(result, afterMs);
    for (let failures = 0; failures < 9; failures += 1) expect(attempt('failed', SLOW_MS)).toBeUndefined();
    expect(attempt('failed', SLOW_MS)).toBe('opened');
  });

  it('stays closed however many failures come at once', () => {
    const { lanes } = openLanes();
    for (let failures = 0; failures < 200; failures += 1)
      expect(lanes.ended(lanes.reserve(WEBHOOK, ACCOUNT)!, 'failed')).toBeUndefined();
  });

  it('is asked about through the gate from then on, and closes with a probe that succeeds', () => {
    const { lanes, reserve, end, claim } = openLanes();
    while (reserve());
    end('failed', { count: 10, afterMs: SLOW_MS });
    lanes.heard(WEBHOOK, ACCOUNT);
    expect(lanes.plan()).toMatchObject({ open: [], gated: [{ endpointId: WEBHOOK }] });
    const probe = (result: Result) => {
      const claimed = delivery(WEBHOOK, ACCOUNT, { is_probe: true });
      lanes.claimed([{ endpointId: WEBHOOK, room: 1 }], [0], [claimed]);
      return lanes.ended(claimed, result);
    };
    expect(probe('failed')).toBe('opened');
    expect(probe('not_made')).toBeUndefined();
    expect(probe('succeeded')).toBe('closed');
    lanes.heard(WEBHOOK, ACCOUNT);
    expect(lanes.plan()).toMatchObject({ open: [{ endpointId: WEBHOOK }], gated: [] });
    expect(claim()).toBeGreaterThan(0);
  });

  it('closes by a success of an attempt that was under way when it opened', () => {
    const { window, end } = openLanes();
    end('succeeded', { count: window() });
    expect(window()).toBeGreaterThan(10);
    expect(end('failed', { count: 10, afterMs: SLOW_MS })).toContain('opened');
    expect(end('succeeded')).toEqual(['closed']);
  });

  it('that another process closed is closed here', () => {
    const { lanes, reserve, end, claim } = openLanes();
    while (reserve());
    end('failed', { count: 10, afterMs: SLOW_MS });
    lanes.heard(WEBHOOK, ACCOUNT, { isGated: false });
    claim(new Map());
    expect(lanes.reserve(WEBHOOK, ACCOUNT)).toBeDefined();
  });
});

describe('what is heard', () => {
  it('for later is planned when it is due, and the wait for it is known', () => {
    const { lanes, pass } = openLanes();
    expect(lanes.nextDueInMs()).toBeUndefined();
    lanes.heard(WEBHOOK, ACCOUNT, { inMs: 700 });
    lanes.heard('wh_2', 'acct_2', { inMs: 900 });
    lanes.heard('wh_2', 'acct_2', { inMs: 950 }); // the sooner of the two counts
    expect(lanes.nextDueInMs()).toBe(700);
    expect(lanes.plan().open).toEqual([]);
    pass(700);
    expect(lanes.plan().open.map((room) => room.endpointId)).toEqual([WEBHOOK]);
    expect(lanes.nextDueInMs()).toBe(200);
  });

  it('while a claim is under way is not hidden by its finding nothing', () => {
    const { lanes, claim } = openLanes();
    lanes.heard(WEBHOOK, ACCOUNT);
    // What this is about was committed after the claim had looked.
    expect(claim(new Map(), () => lanes.heard(WEBHOOK, ACCOUNT))).toBe(0);
    expect(claim(new Map([[WEBHOOK, 1]]))).toBe(1);
    expect(lanes.plan().open).toEqual([]);
  });

  it('of a webhook that gave all that it was asked for is asked for again', () => {
    const { lanes, claim, end } = openLanes();
    lanes.heard(WEBHOOK, ACCOUNT);
    const waiting = new Map([[WEBHOOK, 25]]);
    const counts = [];
    for (let claims = 0; claims < 4; claims += 1) {
      counts.push(claim(waiting));
      end('not_made', { count: LIMIT });
    }
    expect(counts).toEqual([10, 10, 5, 0]);
  });
});

describe('idle webhooks', () => {
  it('are forgotten after five minutes', () => {
    const { window, end, lanes, claim, pass } = openLanes();
    window();
    end('succeeded', { count: 10 });
    claim(new Map());
    lanes.forgetIdle();
    expect(window()).toBeGreaterThan(10);
    end('succeeded', { count: LIMIT });
    claim(new Map());
    pass(IDLE_MS);
    lanes.forgetIdle();
    expect(window()).toBe(10);
  });

  it('are kept while something is under way or due', () => {
    const { lanes, reserve, end, pass, claim } = openLanes();
    reserve();
    lanes.heard('wh_2', 'acct_2', { inMs: 2 * IDLE_MS });
    pass(IDLE_MS);
    lanes.forgetIdle();
    expect(lanes.nextDueInMs()).toBe(IDLE_MS);
    end('succeeded');
    expect(lanes.underWay).toBe(0);
    pass(IDLE_MS);
    expect(claim()).toBe(10);
  });
});
