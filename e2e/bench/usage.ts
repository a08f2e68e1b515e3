import { readdir, readFile } from 'node:fs/promises';

/** USER_HZ: 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

type Stat = { parent: number; ownTicks: number; reapedTicks: number };

/** proc(5): what follows the name in parentheses begins with field 3, the state. */
async function statOf(pid: number | string): Promise<Stat | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  if (fields.length < 15) return undefined;
  const ticks = (first: number) => Number(fields[first - 3]) + Number(fields[first - 2]);
  return { parent: Number(fields[1]), ownTicks: ticks(14), reapedTicks: ticks(16) };
}

/** A process and its children. Postgres's are all children of its first. */
async function family(pid: number): Promise<{ pid: number; stat: Stat }[]> {
  const names = await readdir('/proc').catch(() => []);
  const pids = names.filter((name) => /^\d+$/.test(name)).map(Number);
  const all = await Promise.all(pids.map(async (each) => ({ pid: each, stat: await statOf(each) })));
  return all.flatMap(({ pid: each, stat }) =>
    stat && (each === pid || stat.parent === pid) ? [{ pid: each, stat }] : [],
  );
}

/** CPU seconds of one process, user and system; 0 where /proc does not tell. */
export async function cpuSeconds(pid: number): Promise<number> {
  return ((await statOf(pid))?.ownTicks ?? 0) / TICKS_PER_SECOND;
}

/** CPU seconds of a process with its children, those that have ended included. */
export async function familyCpuSeconds(pid: number): Promise<number> {
  const members = await family(pid);
  const ticks = members.map((each) => each.stat.ownTicks + (each.pid === pid ? each.stat.reapedTicks : 0));
  return ticks.reduce((sum, each) => sum + each, 0) / TICKS_PER_SECOND;
}

/** The most resident memory that one process has had so far, in MiB; null where /proc does not tell. */
export async function peakMiB(pid: number): Promise<number | null> {
  return mebibytes(await readFile(`/proc/${pid}/status`, 'utf8').catch(() => ''), /VmHWM:\s+(\d+)/);
}

/**
 * Memory of a process with its children in MiB, each shared page divided among those who share it
 * (proportional set size): adding up what is resident would count Postgres's buffers once a connection.
 */
export async function familyMiB(pid: number): Promise<number | null> {
  const members = await family(pid);
  const shares = await Promise.all(
    members.map(async (each) =>
      mebibytes(await readFile(`/proc/${each.pid}/smaps_rollup`, 'utf8').catch(() => ''), /^Pss:\s+(\d+)/m),
    ),
  );
  const known = shares.filter((share) => share !== null);
  return known.length === 0 ? null : known.reduce((sum, share) => sum + share, 0);
}

function mebibytes(text: string, pattern: RegExp): number | null {
  const kib = pattern.exec(text)?.[1];
  return kib === undefined ? null : Math.round(Number(kib) / 1024);
}
