import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Result, SLOW_MS, WEBHOOK_LIMIT } from './lanes.ts';
import { account, IDLE_MS, LIMIT, openLanes } from './testing-lanes.ts';

describe('whatever happens', () => {
  type Step =
    | { do: 'publish'; webhook: number; count: number }
    | { do: 'reserve'; webhook: number }
    | { do: 'claim'; meanwhile: number | undefined }
    | { do: 'end'; webhook: number; result: Result; afterMs: number }
    | { do: 'pass'; ms: number };
  const WEBHOOKS = 6;
  const webhook = fc.nat(WEBHOOKS - 1);
  const step: fc.Arbitrary<Step> = fc.oneof(
    fc.record({ do: fc.constant('publish' as const), webhook, count: fc.integer({ min: 1, max: 60 }) }),
    fc.record({ do: fc.constant('reserve' as const), webhook }),
    fc.record({ do: fc.constant('claim' as const), meanwhile: fc.option(webhook, { nil: undefined }) }),
    fc.record({
      do: fc.constant('end' as const),
      webhook,
      result: fc.constantFrom<Result>('succeeded', 'failed', 'not_made'),
      afterMs: fc.constantFrom(0, 10, SLOW_MS),
    }),
    fc.record({ do: fc.constant('pass' as const), ms: fc.constantFrom(1, 500, SLOW_MS, IDLE_MS) }),
  );
  // Three accounts with two webhooks each: together they stay below an account's limit.
  const idOf = (index: number) => `wh_${index % 3}${'ab'[Math.floor(index / 3)]}`;

  /** Takes the steps, each of which is checked, and then lets everything succeed until nothing moves any more. */
  function play(limit: number, steps: Step[], check: (test: ReturnType<typeof openLanes>) => void) {
    const test = openLanes(limit);
    const waiting = new Map<string, number>();
    const publish = (index: number, count = 1) => {
      waiting.set(idOf(index), (waiting.get(idOf(index)) ?? 0) + count);
      test.lanes.heard(idOf(index), account(idOf(index)));
    };
    const take = (step: Step) => {
      switch (step.do) {
        case 'publish':
          publish(step.webhook, step.count);
          break;
        case 'reserve':
          test.reserve(idOf(step.webhook));
          break;
        case 'claim':
          test.claim(waiting, () => step.meanwhile !== undefined && publish(step.meanwhile));
          break;
        case 'end':
          test.end(step.result, { endpointId: idOf(step.webhook), afterMs: step.afterMs });
          break;
        case 'pass':
          test.pass(step.ms);
          test.lanes.forgetIdle();
          break;
        default:
          step satisfies never;
      }
    };
    for (const step of steps) {
      take(step);
      check(test);
    }
    // Each claim may ask one webhook only, and find it empty.
    for (let empty = 0; empty <= WEBHOOKS;) {
      for (const endpointId of test.underWay.keys()) test.end('succeeded', { endpointId, count: LIMIT });
      test.lanes.forgetIdle();
      empty = test.claim(waiting) > 0 ? 0 : empty + 1;
    }
    return { ...test, left: [...waiting.values()].reduce((sum, count) => sum + count, 0) };
  }

  it('no more is under way than the pool, an account and a webhook allow', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 64 }), fc.array(step, { maxLength: 60 }), (limit, steps) => {
        play(limit, steps, ({ lanes, underWay }) => {
          expect(lanes.underWay).toBeLessThanOrEqual(limit * 8);
          const ofAccounts = new Map<string, number>();
          for (const [endpointId, keys] of underWay) {
            expect(keys.length).toBeLessThanOrEqual(WEBHOOK_LIMIT);
            const of = account(endpointId);
            ofAccounts.set(of, (ofAccounts.get(of) ?? 0) + keys.length);
          }
          for (const count of ofAccounts.values()) expect(count).toBeLessThanOrEqual(limit * 2);
        });
      }),
      { numRuns: 300 },
    );
  });

  it('nothing that is due is forgotten, and no slot is lost', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 64 }), fc.array(step, { maxLength: 60 }), (limit, steps) => {
        const { left, lanes } = play(limit, steps, () => undefined);
        expect([left, lanes.underWay]).toEqual([0, 0]);
        for (let index = 0; index < WEBHOOKS; index += 1)
          expect(lanes.plan()).toEqual({ open: [], gated: [] });
      }),
      { numRuns: 300 },
    );
  });
});
