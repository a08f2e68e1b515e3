import { setTimeout as later } from 'node:timers/promises';
import pg from 'pg';
import { activate } from './backlog.ts';
import type { Fault } from './evidence.ts';
import type { Installation } from './installation.ts';
import { API_PLACES, type Place, WORKER_PLACES } from './orders.ts';
import type { Kind, Planned } from './plan.ts';
import type { Scene } from './scene.ts';
import type { SupervisedProcess } from './supervised-process.ts';

type Stage = { installation: Installation; scene: Scene; stopping: AbortSignal };
/** What is told of a fault beside its kind and times. */
type Details = Pick<Fault, 'target' | 'detail'>;
type Perform = (stage: Stage, planned: Planned) => Promise<Details>;

const HOUR_MS = 3_600_000;
const WIRE_DELAY_MS = 400;

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
  freeze_after_claim: (stage, planned) => freezeAt(stage, planned, { name: 'delivery.claim', when: 'after' }),
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
  wire_cut: async ({ installation, stopping }, { choice }) => {
    const { name, wire } = chosen(installation.all, choice);
    await Promise.race([
      wire.cutAfter('COMMIT'),
      later(10_000, undefined, { signal: stopping }).catch(() => undefined),
    ]);
    return { target: name, detail: 'COMMIT' };
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

  black_hole: async ({ scene, stopping }, { forMs }) => {
    const { receiver, webhook } = scene.blackHole;
    const before = receiver.manner;
    receiver.manner = () => 'silence';
    await later(forMs);
    receiver.manner = before;
    await activate(scene.doors, webhook.id, stopping);
    return { target: receiver.name };
  },
};

async function killOne({ choice }: Planned, processes: SupervisedProcess[]): Promise<Details> {
  const process = chosen(processes, choice);
  process.kill9();
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
  const came = await process.killAt(place);
  return { target: process.name, detail: told(place, came) };
}

async function freezeAt({ installation }: Stage, { forMs }: Planned, place: Place): Promise<Details> {
  const [worker] = installation.workers;
  const came = await worker.freezeAt(place);
  if (came) await later(forMs);
  worker.revive();
  return { target: worker.name, detail: told(place, came) };
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

function told({ name, when }: Place, came: boolean): string {
  return `${when} ${name}${came ? '' : ', not reached'}`;
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
