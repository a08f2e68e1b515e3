import { setTimeout as later } from 'node:timers/promises';
import { until } from '../support/until.ts';
import { activate, countPromised, pileUp } from './backlog.ts';
import { ConsoleSession } from './console-session.ts';
import type { Accepted, CanaryCount, Evidence, Fault } from './evidence.ts';
import { type Installation, startInstallation } from './installation.ts';
import type { Course } from './judge.ts';
import { performFault } from './perform-fault.ts';
import { PersistentPublisher } from './persistent-publisher.ts';
import { type Form, LANES, planFaults } from './plan.ts';
import { Random } from './random.ts';
import { type Books, countWaiting, readBooks } from './read-books.ts';
import { type Cast, type Scene, setScene } from './scene.ts';

/** The receiver with a backlog comes back when this share of the time has passed. */
const RETURN_SHARE = 0.8;
const SETTLE_LOOK_MS = 500;
/** What the system has disabled for failures that were under way when their receiver came back is made active so often. */
const ACTIVATE_MS = 5_000;

type Options = {
  seed: number;
  form: Form;
  /** The name of the one by which the product is broken, to see that it comes to light. */
  mutation?: string | undefined;
  say: (line: string) => void;
};

export type Outcome = {
  evidence: Evidence;
  course: Course;
  /** How often the session of the console was asked for and answered. */
  sessionAnswers: number;
  refusedStarts: number;
  refusals: Map<number, number>;
};

/** Starts an installation, does to it what the seed says while it is at work, lets it settle, and gathers what is known. */
export async function runFaults({ seed, form, mutation, say }: Options): Promise<Outcome> {
  const random = new Random(seed ^ 0x5eed);
  const installation = await startInstallation(mutation);
  let scene: Scene | undefined;
  try {
    scene = await setScene(installation, random);
    say('Two processes of role api, two of role worker and one of both are ready.');
    const publisher = new PersistentPublisher(
      { urls: installation.apis.map(({ url }) => url), headers: scene.doors[0].headers, account: 'faults' },
      random,
    );
    publisher.start(form.loops);
    /** Of what goes on beside the faults for as long as they do. */
    const ending = new AbortController();
    const session = await ConsoleSession.signIn(installation.apis.map(({ url }) => url));
    const polling = session.poll(ending.signal);
    // Every attempt for it is refused, which disables it again and again.
    void keepActive([scene.forbidden], ending.signal);
    const poisoned: Accepted[] = [];
    const stage = { installation, scene, poisoned };
    const startedMs = performance.now();
    const plan = planFaults(seed, form);
    const faults: Fault[] = [];
    const runLane = async (lane: string): Promise<void> => {
      for (const planned of plan.filter((each) => each.lane === lane)) {
        await later(Math.max(0, planned.atMs - (performance.now() - startedMs)));
        // A lane that was held up does not run into the time for settling, unless each of its faults is to happen.
        const isTooLate = performance.now() - startedMs + planned.forMs > form.lastsMs;
        if (isTooLate && form.rounds === Number.POSITIVE_INFINITY) continue;
        const fault = await performFault(stage, planned);
        faults.push(fault);
        say(
          `${seconds(planned.atMs)}  ${[fault.kind, fault.target, fault.detail].filter(Boolean).join('  ')}`,
        );
      }
    };
    const [backlog] = await Promise.all([
      backlogThatReturns(scene, { form, ending, say }),
      ...Object.keys(LANES).map((lane) => runLane(lane)),
      later(form.lastsMs),
    ]);
    ending.abort();
    await Promise.all([publisher.stop(), polling]);
    const accepted = [...publisher.accepted, ...backlog, ...poisoned];
    say(`${accepted.length} events were accepted. Settling …`);
    const isSettled = await settle(installation, scene, form.settleMs);
    const books = await readBooks(installation.postgres.url);
    faults.push(...installation.all.flatMap(({ poisonings }) => poisonings));
    faults.sort((one, other) => one.atMs - other.atMs);
    return {
      evidence: {
        accepted,
        arrivals: scene.cast.flatMap(({ receiver }) => receiver.arrivals),
        webhooks: scene.cast.map(({ webhook }) => webhook),
        canaries: countCanaries(scene, books),
        faults,
        ...books,
      },
      course: {
        crashes: installation.all.flatMap(({ crashes }) => crashes),
        isSettled,
        sessionLosses: session.losses,
      },
      sessionAnswers: session.answers,
      refusedStarts: installation.all.reduce((sum, each) => sum + each.refusedStarts, 0),
      refusals: publisher.refusals,
    };
  } finally {
    await scene?.close();
    await installation.close();
  }
}

/** How often deliveries were led astray: by a redirect as its receiver knows, by their URL as the books do. */
function countCanaries({ canaries: { written, redirected } }: Scene, { attempts }: Books): CanaryCount[] {
  written.tried(attempts.filter(({ error }) => error === 'blocked').length);
  return [written.counts(), redirected.counts()];
}

type Returning = { form: Form; ending: AbortController; say: (line: string) => void };

/** Piles events up for a receiver that is away, and lets it come back. */
async function backlogThatReturns(scene: Scene, { form, ending, say }: Returning): Promise<Accepted[]> {
  const startedMs = performance.now();
  const returnsAtMs = startedMs + form.lastsMs * RETURN_SHARE;
  const tooLate = AbortSignal.timeout(Math.round(form.lastsMs * RETURN_SHARE));
  const accepted = await pileUp(scene, form.backlog, tooLate);
  say(
    `${seconds(performance.now() - startedMs)}  ${countPromised(accepted)} deliveries wait for the receiver that is away`,
  );
  await later(Math.max(0, returnsAtMs - performance.now()));
  await scene.backlog.receiver.open();
  say(`${seconds(performance.now() - startedMs)}  it comes back`);
  void activate(scene.backlog.doors, scene.backlog.webhook.id, ending.signal);
  return accepted;
}

/** Waits until nothing is left to do for receivers that answer. */
async function settle({ postgres }: Installation, scene: Scene, withinMs: number): Promise<boolean> {
  const over = new AbortController();
  void keepActive([scene.blackHole, scene.backlog], over.signal);
  const answering = scene.cast.filter(({ webhook }) => webhook.canAnswer).map(({ webhook }) => webhook.id);
  const waiting = async () => {
    await later(SETTLE_LOOK_MS);
    return countWaiting(postgres.url, answering);
  };
  const empty = until(waiting, (count) => count === 0, { what: 'the queue is empty', withinMs });
  const isSettled = await empty.then(
    () => true,
    () => false,
  );
  over.abort();
  return isSettled;
}

/** As the owners of the webhooks would whose receivers were away and are back. */
async function keepActive(webhooks: Cast[], until: AbortSignal): Promise<void> {
  while (!until.aborted) {
    for (const { doors, webhook } of webhooks) await activate(doors, webhook.id, until);
    await later(ACTIVATE_MS, undefined, { signal: until }).catch(() => undefined);
  }
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1).padStart(6)} s`;
