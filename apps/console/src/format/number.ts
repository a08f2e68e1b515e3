const COUNT = new Intl.NumberFormat('en-US');

/** 12345 as "12,345". */
export function count(value: number): string {
  return COUNT.format(value);
}

/** "1 event", "1,204 events", "2 deliveries". */
export function counted(value: number, noun: string, nouns = `${noun}s`): string {
  return `${count(value)} ${value === 1 ? noun : nouns}`;
}

/** "4,980 ms"; a fraction only where there would be nothing else to see. */
export function milliseconds(value: number | null): string {
  if (value === null) return '–';
  return `${value > 0 && value < 10 ? value.toFixed(1).replace(/\.0$/, '') : count(Math.round(value))} ms`;
}

const KIB = 1024;

/** "812 KB", "12.4 MB": as file managers show it. */
export function size(bytes: number): string {
  const kib = bytes / KIB;
  return Math.ceil(kib) < KIB
    ? `${count(Math.ceil(kib))} KB`
    : `${count(Math.round((kib / KIB) * 10) / 10)} MB`;
}

/** 0.186 as "18.6%". Rounded towards the middle: 100% and 0% mean all and none. Null, where there was nothing, is a dash. */
export function percent(share: number | null): string {
  return share === null ? '–' : `${tenthsOf(share) / 10}%`;
}

/** {@link percent} where several stand below each other: "73.0%" above "72.7%", and still "100%" and "0%". */
export function percentBelow(share: number | null): string {
  if (share === null) return '–';
  const tenths = tenthsOf(share);
  return tenths === 0 || tenths === 1000 ? percent(share) : `${(tenths / 10).toFixed(1)}%`;
}

function tenthsOf(share: number): number {
  return share > 0.5 ? Math.floor(share * 1000 + 1e-9) : Math.ceil(share * 1000 - 1e-9);
}
