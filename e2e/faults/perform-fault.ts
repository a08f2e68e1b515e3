import { setTimeout as later } from 'node:timers/promises';
import pg from 'pg';
import { activate } from './backlog.ts';
import type { Accepted, Fault } from './evidence.ts';
import type { Installation } from './installation.ts';
import { API_PLACES, CLAIMED, type Place, WORKER_PLACES } from './orders.ts';
import type { Kind, Planned } from './plan.ts';
import { givenUpOf, publishPoison } from './poison.ts';
import type { Scene } from './scene.ts';
import type { SupervisedProcess } from './supervised-process.ts';

/** `poisoned` takes what is accepted beside the clients' own events. */
type Stage = { installation: Installation; scene: Scene; poisoned: Accepted[] };
/** What is told of a fault beside its kind, and when it came about if that was not at once. */
type Details = Partial<Omit<Fault, 'kind'>>;
type Perform = (stage: Stage, planned: Planned) => Promise<Details>;

const HOUR_MS = 3_600_000;
const WIRE_DELAY_MS = 400;
const CUT_MS = 20_000;
const ACTIVE_MS = 30_000;
const POISON_MS = 8 * 60_000;

/** Does what was planned, and tells what was done. It ends when the fault is over. */
export async function performFault(stage: Stage, planned: Planned): Promise<Fault> {
  const atMs = Date.now();
  const details = await PERFORM[planned.kind](stage, planned);
  return { kind: planned.kind, atMs, untilMs: Date.now(), ...details };
}

const PERFORM: Record<Kind, Perform> = {
  kill_worker: (stage, planned) => killOne(planned, restingOf(stage.installation.workers)),
  kill_api: (stage, planned) => killOne(planned, stage.installation.apis),
  kill_worker_at_point: (stage, planned) =>
    killOneAt(planned, restingOf(stage.installation.workers), WORKER_PLACES),
  kill_api_at_point: (stage, planned) => killOneAt(planned, stage.installation.apis, API_PLACES),

  freeze_worker: async ({ installation }, { forMs }) => {
    const [worker] = installation.workers;
    worker.freeze();
    await later(forMs);
    worker.revive();
    return { target: worker.name };
  },
  // Stopped there and revived when others have taken over, it is the zombie that guard and token are for.
  freeze_after_claim: (stage, planned) => freezeAt(stage, planned, CLAIMED),
  freeze_before_record: (stage, planned) =>
    freezeAt(stage, planned, { name: 'delivery.record', when: 'before' }),
  clock_jump: async ({ installation }, { forMs, choice }) => {
    const [worker] = installation.workers;
    const clockShiftMs = choice < 0.5 ? HOUR_MS : -HOUR_MS;
    await worker.order({ clockShiftMs });
    await later(forMs);
    await worker.order({ clockShiftMs: 0 });
    return { target: worker.name, detail: `${clockShiftMs / HOUR_MS} h` };
  },

  wire_slow: async ({ installation }, { forMs, choice }) => {
    const { name, wire } = chosen(installation.all, choice);
    wire.delayMs = WIRE_DELAY_MS;
    await later(forMs);
    wire.delayMs = 0;
    return { target: name };
  },
  wire_reset: async ({ installation }, { choice }) => {
    const { name, wire } = chosen(installation.all, choice);
    wire.reset();
    return { target: name };
  },
  wire_mute: async ({ installation }, { forMs, choice }) => {
    const { name, wire } = chosen(installation.all, choice);
    wire.mute();
    await later(forMs);
    wire.unmute();
    return { target: name };
  },
  wire_cut: async ({ installation }, { choice }) => {
    const { name, wire } = chosen(installation.all, choice);
    const came = await wire.cutAfter('COMMIT', AbortSignal.timeout(CUT_MS));
    return { target: name, ...told('COMMIT', came ? Date.now() : undefined) };
  },

  postgres_stop: async ({ installation: { postgres } }, { forMs }) => {
    await postgres.stopAtOnce();
    await later(forMs);
    await postgres.start();
    return {};
  },
  postgres_freeze: async ({ installation: { postgres } }, { forMs }) => {
    await postgres.freeze();
    await later(forMs);
    await postgres.thaw();
    return {};
  },
  connections_exhausted: async ({ installation: { postgres } }, { forMs }) => {
    const held = await holdConnections(postgres.url);
    await later(forMs);
    await Promise.all(held.map((client) => client.end().catch(() => undefined)));
    return { detail: `${held.length} held` };
  },

  black_hole: async ({ scene }, { forMs }) => {
    const { receiver, webhook } = scene.blackHole;
    const before = receiver.manner;
    receiver.manner = () => 'silence';
    await later(forMs);
    receiver.manner = before;
    await activate(scene.doors, webhook.id, AbortSignal.timeout(ACTIVE_MS)); // if not now, when all is over
    return { target: receiver.name };
  },

  poison: async ({ scene, poisoned }) => {
    const { doors, receiver, webhook } = scene.poison;
    const account = { name: webhook.account, doors };
    const over = AbortSignal.timeout(POISON_MS);
    poisoned.push(...(await publishPoison(account, over)));
    const ended = await givenUpOf(account, webhook.id, over);
    const point = ended ? `put aside after ${ended.attempts_made} attempts` : 'put aside';
    // It names what it is done to, or it would explain what happens elsewhere meanwhile.
    return { ...(ended ? { detail: point } : told(point, undefined)), target: receiver.name };
  },
};

async function killOne({ choice }: Planned, processes: SupervisedProcess[]): Promise<Details> {
  const process = chosen(processes, choice);
  await process.kill9();
  return { target: process.name };
}

async function killOneAt(
  { choice }: Planned,
  processes: SupervisedProcess[],
  places: readonly Place[],
): Promise<Details> {
  const process = chosen(processes, choice);
  // The choice is spread over the processes already; its later digits choose the place.
  const place = chosen(places, (choice * 1_000) % 1);
  const atMs = await process.killAt(place);
  return { target: process.name, ...told(placeName(place), atMs), ...(atMs && { untilMs: atMs }) };
}

async function freezeAt({ installation }: Stage, { forMs }: Planned, place: Place): Promise<Details> {
  const [worker] = installation.workers;
  const atMs = await worker.freezeAt(place);
  if (atMs !== undefined) await later(forMs);
  worker.revive();
  return { target: worker.name, ...told(placeName(place), atMs) };
}

/** The first worker is the one that is frozen and misled. */
function restingOf(workers: SupervisedProcess[]): SupervisedProcess[] {
  return workers.slice(1);
}

function chosen<Item>(items: readonly Item[], choice: number): Item {
  const item = items[Math.floor(choice * items.length)];
  if (item === undefined) throw new Error('There is nothing to choose from.');
  return item;
}

function placeName({ name, when }: Place): string {
  return `${when} ${name}`;
}

/** Of a fault at a point: the moment when it came about, or that it did not. */
function told(point: string, atMs: number | undefined): Details {
  return atMs === undefined ? { detail: `${point}, not reached`, isMissed: true } : { detail: point, atMs };
}

/** Opens connections until Postgres refuses more. */
async function holdConnections(url: string): Promise<pg.Client[]> {
  const held: pg.Client[] = [];
  const open = async () => {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
    client.on('error', () => undefined);
    return client.connect().then(
      () => held.push(client) > 0,
      () => false,
    );
  };
  while (await open());
  return held;
}
