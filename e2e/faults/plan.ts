import { Random } from './random.ts';

/** Every kind of fault, by the lane in which its turns come one after another; lanes run side by side. */
export const LANES = {
  kills: ['kill_worker', 'kill_worker_at_point', 'kill_api', 'kill_api_at_point'],
  zombies: ['freeze_worker', 'freeze_after_claim', 'freeze_before_record', 'clock_jump'],
  wires: ['wire_slow', 'wire_reset', 'wire_mute', 'wire_cut'],
  database: ['postgres_stop', 'postgres_freeze', 'connections_exhausted'],
  receivers: ['black_hole'],
  // Last, so that a seed plans the others as it always has.
  poison: ['poison'],
} as const;

export type Lane = keyof typeof LANES;
export type Kind = (typeof LANES)[Lane][number];

/** What ends ten processes, one after the other, comes once: the others are there to be seen as well. */
const ONCE: readonly string[] = ['poison'] satisfies Lane[];

/** One fault to come: when it begins, counted from the first, how long it lasts, and a number to choose its target by. */
export type Planned = { kind: Kind; lane: Lane; atMs: number; forMs: number; choice: number };

type Length = readonly [lowMs: number, highMs: number];
export type Form = {
  lastsMs: number;
  /** Between the end of one fault and the start of the next in its lane. */
  gapMs: Length;
  lengths: Record<Kind, Length>;
  without: readonly Kind[];
  /** How often each lane goes through its kinds at most. */
  rounds: number;
  /** How many deliveries wait for the receiver that is away when it comes back. */
  backlog: number;
  /** How long it is waited, at the end, for what can still be delivered. */
  settleMs: number;
  loops: number;
  /** Whether it is long and mixed enough for the share of duplicates to mean anything. */
  limitsDuplicates: boolean;
};

const AT_ONCE: Length = [0, 0];
const LENGTHS: Record<Kind, Length> = {
  kill_worker: AT_ONCE,
  kill_worker_at_point: AT_ONCE,
  kill_api: AT_ONCE,
  kill_api_at_point: AT_ONCE,
  // Beyond the lease of 40 s: others have taken over what it held.
  freeze_worker: [44_000, 50_000],
  freeze_after_claim: [44_000, 50_000],
  freeze_before_record: [44_000, 50_000],
  clock_jump: [10_000, 30_000],
  wire_slow: [5_000, 20_000],
  wire_reset: AT_ONCE,
  wire_mute: [10_000, 60_000],
  wire_cut: AT_ONCE,
  postgres_stop: [500, 4_000],
  postgres_freeze: [60_000, 60_000],
  connections_exhausted: [5_000, 20_000],
  black_hole: [10_000, 30_000],
  // Ten processes have to be taken for dead, each 10 s after its end.
  poison: [180_000, 180_000],
};

/** As many as a busy machine takes in while it is disturbed: a run of ten minutes piles up all. */
const BACKLOG_PER_MINUTE = 10_000;

export function longForm(minutes: number): Form {
  return {
    lastsMs: minutes * 60_000,
    gapMs: [15_000, 45_000],
    lengths: LENGTHS,
    without: [],
    rounds: Number.POSITIVE_INFINITY,
    backlog: Math.min(100_000, minutes * BACKLOG_PER_MINUTE),
    settleMs: 15 * 60_000,
    loops: 6,
    limitsDuplicates: true,
  };
}

/**
 * Each kind once, each of them brief. The longest lane, with both freezes beyond the 10 s after which a worker is taken
 * for dead, fits whatever the seed.
 */
export const SHORT: Form = {
  lastsMs: 37_000,
  gapMs: [500, 1_500],
  lengths: {
    ...LENGTHS,
    freeze_after_claim: [12_000, 13_000],
    freeze_before_record: [12_000, 13_000],
    clock_jump: [3_000, 4_000],
    wire_slow: [2_000, 3_000],
    wire_mute: [3_000, 4_000],
    postgres_stop: [200, 500],
    postgres_freeze: [1_000, 2_000],
    connections_exhausted: [1_000, 2_000],
    black_hole: [4_000, 8_000],
  },
  without: ['freeze_worker', 'poison'],
  rounds: 1,
  backlog: 5_000,
  settleMs: 90_000,
  loops: 4,
  limitsDuplicates: false,
};

/** For a look at a mutant: as long as its faults need to come about, and others to take over what a frozen worker held. */
export const BRIEF: Form = {
  ...SHORT,
  lastsMs: 20_000,
  gapMs: [500, 1_000],
  lengths: { ...SHORT.lengths, freeze_after_claim: [16_000, 17_000], freeze_before_record: [16_000, 17_000] },
  backlog: 0,
  settleMs: 45_000,
};

/** The same form with no other faults than these. */
export function only(form: Form, kinds: readonly string[]): Form {
  const without = Object.values(LANES)
    .flat()
    .filter((kind) => !kinds.includes(kind));
  return { ...form, without, rounds: Number.POSITIVE_INFINITY, limitsDuplicates: false };
}

/** The same seed gives the same plan: in every lane each kind in mixed order, again and again until time is up. */
export function planFaults(seed: number, form: Form): Planned[] {
  const random = new Random(seed);
  return Object.entries(LANES).flatMap(([name, all]) => {
    const lane = name as Lane; // a key of LANES
    const kinds = all.filter((kind) => !form.without.includes(kind));
    const planned: Planned[] = [];
    let atMs = random.between(...form.gapMs);
    if (kinds.length === 0) return planned;
    const rounds = ONCE.includes(lane) ? 1 : form.rounds;
    for (let round = 0; round < rounds; round += 1) {
      const before = planned.length;
      for (const kind of random.shuffled<Kind>(kinds)) {
        const forMs = random.between(...form.lengths[kind]);
        if (atMs + forMs > form.lastsMs) continue; // another may be shorter
        planned.push({ kind, lane, atMs: Math.round(atMs), forMs: Math.round(forMs), choice: random.next() });
        atMs += forMs + random.between(...form.gapMs);
      }
      if (planned.length === before) break;
    }
    return planned;
  });
}
