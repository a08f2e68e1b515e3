import { describe, expect, it } from 'vitest';
import { ACCOUNT_LIMIT, type Lanes, SLOW_MS, WEBHOOK_LIMIT } from './lanes.ts';
import { delivery, LIMIT, openLanes } from './testing-lanes.ts';

const ACCOUNT = 'acct_1';
const WEBHOOK = 'wh_1';

describe('the window of a webhook', () => {
  it('is ten at first', () => {
    expect(openLanes().window()).toBe(10);
  });

  it('doubles with a full round of successes, up to its limit', () => {
    const { window, end } = openLanes(4_000);
    const windows = [window()];
    while (windows.at(-1) !== windows.at(-2)) {
      end('succeeded', { count: windows.at(-1)! });
      windows.push(window());
    }
    expect(windows[1]!).toBeGreaterThanOrEqual(14);
    expect(windows.at(-1)).toBe(WEBHOOK_LIMIT);
  });

  it('widens by less the longer successes take', () => {
    const grown = (afterMs: number) => {
      const { window, end } = openLanes(4_000);
      // A full round: all of them began together.
      for (let left = window(), ms = afterMs; left > 0; left -= 1, ms = 0) end('succeeded', { afterMs: ms });
      return window();
    };
    expect([0, 100, 200, 2_000].map(grown)).toEqual([14, 14, 12, 10]);
  });

  it('does not grow while it is hardly used', () => {
    const { reserve, end, window } = openLanes();
    for (let round = 0; round < 50; round += 1) {
      reserve();
      end('succeeded');
    }
    expect(window()).toBe(10);
  });

  it('is halved by a slow failure, down to one', () => {
    const { window, end } = openLanes();
    const windows = [window()];
    for (let failures = 0; failures < 4; failures += 1) {
      end('failed', { afterMs: SLOW_MS });
      end('not_made', { count: LIMIT });
      windows.push(window());
    }
    expect(windows).toEqual([10, 5, 2, 1, 1]);
  });

  it('shrinks by little with a failure that comes at once, and never below four', () => {
    const { window, end } = openLanes();
    window();
    end('failed');
    end('not_made', { count: LIMIT });
    expect(window()).toBe(9);
    for (let failures = 0; failures < 30; failures += 1) {
      end('failed');
      window();
    }
    end('not_made', { count: LIMIT });
    expect(window()).toBe(4);
  });

  it('is left as it is by what was not made', () => {
    const { window, end } = openLanes();
    end('not_made', { count: window(), afterMs: 10 * SLOW_MS });
    expect(window()).toBe(10);
  });

  it('is named once in a claim, with all the room that it has', () => {
    const { lanes } = openLanes();
    lanes.heard(WEBHOOK, ACCOUNT);
    expect(lanes.plan()).toEqual({ open: [{ endpointId: WEBHOOK, room: 10 }], gated: [] });
  });
});

describe('the pool', () => {
  /** As many attempts as there is room for, each to a webhook of its own, and how many that are. */
  const fill = (lanes: Lanes, accounts: string[]) => {
    const reserved = accounts.flatMap((of) =>
      Array.from({ length: 100 }, (_, webhook) => lanes.reserve(`wh_${of}_${webhook}`, of)),
    );
    return reserved.filter((each) => each !== undefined).length;
  };
  const crowd = () => {
    const test = openLanes(16);
    const counts: number[] = [];
    for (let second = 0; second < 6; second += 1) {
      counts.push(fill(test.lanes, ['acct_1', 'acct_2']));
      test.pass(SLOW_MS);
    }
    return { ...test, counts };
  };

  it('is left by attempts that take long, up to four times its size', () => {
    const { lanes, counts } = crowd();
    expect(counts).toEqual([16, 16, 16, 16, 0, 0]);
    expect(lanes.underWay).toBe(64);
  });

  it('is the others’ when two accounts have crowded it with attempts that take long', () => {
    const { lanes, claim } = crowd();
    expect(fill(lanes, ['acct_3'])).toBe(16);
    expect(fill(lanes, ['acct_1', 'acct_2', 'acct_3'])).toBe(0);
    expect(claim()).toBe(0);
  });

  it('has an end even then', () => {
    const { lanes, pass } = crowd();
    for (let account = 3; account < 30; account += 1) {
      fill(lanes, [`acct_${account}`]);
      pass(SLOW_MS);
    }
    expect(lanes.underWay).toBe(128);
  });

  it('holds no more of one account’s bodies, and of all, than memory allows', () => {
    const { lanes, reserve } = openLanes(64);
    const mebibyte = 1024 * 1024;
    const body = reserve('wh_1');
    lanes.loaded(body!, 32 * mebibyte);
    expect(lanes.reserve('wh_1b', 'acct_1')).toBeUndefined();
    expect(lanes.reserve('wh_2', 'acct_2')).toBeDefined();
    for (let account = 3; account < 10; account += 1) {
      const key = lanes.reserve(`wh_${account}`, `acct_${account}`);
      if (key) lanes.loaded(key, 32 * mebibyte);
    }
    expect(lanes.reserve('wh_10', 'acct_10')).toBeUndefined();
    lanes.ended(body!, 'succeeded');
    expect(lanes.reserve('wh_10', 'acct_10')).toBeDefined();
    expect(lanes.reserve('wh_1b', 'acct_1')).toBeDefined();
  });

  it('plans no claim while there is hardly any room', () => {
    const { lanes, claim, end } = openLanes(64);
    for (let webhook = 0; webhook < 10; webhook += 1) lanes.heard(`wh_${webhook}`, `acct_${webhook}`);
    while (claim() > 0);
    expect(lanes.underWay).toBe(64);
    end('succeeded', { endpointId: 'wh_0', count: 4 });
    end('succeeded', { endpointId: 'wh_1', count: 3 });
    expect(lanes.plan()).toEqual({ open: [], gated: [] });
    end('succeeded', { endpointId: 'wh_1' });
    expect(lanes.plan().open).not.toEqual([]);
  });

  it('of one is used', () => {
    const { claim, lanes, end } = openLanes(1);
    lanes.heard(WEBHOOK, ACCOUNT);
    expect([claim(), claim()]).toEqual([1, 0]);
    end('succeeded');
    expect(claim()).toBe(1);
  });
});

describe('accounts', () => {
  it('share equally what is free', () => {
    const { lanes, claim, busy } = openLanes(40);
    for (let webhook = 1; webhook <= 4; webhook += 1) lanes.heard(`wh_${webhook}`, `acct_${webhook}`);
    // Nine more webhooks give the first account no more than the others have.
    for (const more of 'abcdefghi') lanes.heard(`wh_1${more}`, 'acct_1');
    claim();
    expect([2, 3, 4].map((webhook) => busy(`wh_${webhook}`))).toEqual([10, 10, 10]);
    expect(lanes.underWay).toBe(40);
  });

  it('take turns when not all of them can have something', () => {
    const { lanes, claim, end, underWay } = openLanes(8);
    for (let webhook = 0; webhook < 24; webhook += 1) lanes.heard(`wh_${webhook}`, `acct_${webhook}`);
    for (let turn = 0; turn < 3; turn += 1) {
      expect(claim()).toBe(8);
      for (const endpointId of underWay.keys()) end('succeeded', { endpointId, count: LIMIT });
    }
    expect(underWay.size).toBe(24);
  });

  it('have a limit of their own', () => {
    const { lanes, claim, reserve } = openLanes(4_000);
    for (let webhook = 0; webhook < 100; webhook += 1) lanes.heard(`wh_7_${webhook}`, 'acct_7');
    while (claim() > 0);
    expect(lanes.underWay).toBe(ACCOUNT_LIMIT);
    expect(reserve('wh_7_new', 'acct_7')).toBeUndefined();
    expect(reserve('wh_8', 'acct_8')).toBeDefined();
  });

  it('that can take nothing more leave their share to the others', () => {
    const { lanes, claim } = openLanes(4_000);
    for (let full = 100; full < 400; full += 1) lanes.heard(`wh_${full}`, `acct_${full}`);
    while (claim() > 0);
    lanes.heard(WEBHOOK, ACCOUNT);
    expect(lanes.plan().open).toEqual([{ endpointId: WEBHOOK, room: 10 }]);
  });

  it('let their webhooks take turns', () => {
    const { lanes, claim, end, busy } = openLanes(8);
    for (const letter of 'abc') lanes.heard(`wh_1${letter}`, ACCOUNT);
    const first = ['a', 'b', 'c'].map((letter) => {
      claim();
      const counts = [...'abc'].map((each) => busy(`wh_1${each}`));
      for (const each of 'abc') end('succeeded', { endpointId: `wh_1${each}`, count: LIMIT });
      return [letter, counts];
    });
    expect(first).toEqual([
      ['a', [8, 0, 0]],
      ['b', [0, 8, 0]],
      ['c', [0, 0, 8]],
    ]);
  });

  it('that wait for nothing any more are still known by what their webhooks hear later', () => {
    const { lanes, claim, end } = openLanes();
    lanes.heard(WEBHOOK, ACCOUNT);
    claim(new Map([[WEBHOOK, 1]]));
    end('succeeded');
    lanes.forgetIdle();
    lanes.heard(WEBHOOK, ACCOUNT);
    expect(lanes.plan().open).toEqual([{ endpointId: WEBHOOK, room: 10 }]);
  });
});

describe('a reservation', () => {
  it('counts as one attempt, from then until its delivery ends', () => {
    const { lanes, reserve } = openLanes();
    const reservation = reserve();
    const claimed = delivery(WEBHOOK, ACCOUNT);
    lanes.taken(reservation!, claimed);
    expect(lanes.underWay).toBe(1);
    lanes.ended(reservation!, 'not_made'); // given back too late: it is a delivery by now
    expect(lanes.underWay).toBe(1);
    lanes.ended(claimed, 'succeeded');
    lanes.ended(claimed, 'succeeded');
    expect(lanes.underWay).toBe(0);
  });

  it('that is given back makes room', () => {
    const { reserve, end } = openLanes();
    while (reserve());
    end('not_made');
    expect(reserve()).toBeDefined();
    expect(reserve()).toBeUndefined();
  });

  it.each<[string, (test: ReturnType<typeof openLanes>) => void]>([
    ['others wait for the same webhook', ({ lanes }) => lanes.heard(WEBHOOK, ACCOUNT)],
    ['others will soon be due', ({ lanes }) => lanes.heard(WEBHOOK, ACCOUNT, { inMs: 900 })],
    [
      'its window is full',
      ({ window, lanes }) => {
        window();
        lanes.claimed([{ endpointId: WEBHOOK, room: 1 }], lanes.news([{ endpointId: WEBHOOK, room: 1 }]), []);
      },
    ],
    [
      'its lane is gated',
      ({ lanes, claim }) => {
        lanes.heard(WEBHOOK, ACCOUNT, { isGated: true });
        claim(new Map());
      },
    ],
    [
      'its breaker is open',
      ({ end, window, claim }) => {
        window();
        end('failed', { count: 10, afterMs: SLOW_MS });
        claim(new Map());
      },
    ],
  ])('is refused while %s', (_, prepare) => {
    const test = openLanes();
    prepare(test);
    expect(test.lanes.reserve(WEBHOOK, ACCOUNT)).toBeUndefined();
    expect(test.lanes.reserve('wh_2', 'acct_2')).toBeDefined();
  });

  it('is refused while the pool is full', () => {
    const { lanes } = openLanes(1);
    expect(lanes.reserve(WEBHOOK, ACCOUNT)).toBeDefined();
    expect(lanes.reserve('wh_2', 'acct_2')).toBeUndefined();
  });
});
