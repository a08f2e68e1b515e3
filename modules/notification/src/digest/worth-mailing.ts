import type { News } from '../schema.ts';

/** A notice that waits to be mailed, oldest first among its webhook's. */
export type Waiting = News & { id: string };

/** How a webhook stands, and what was mailed of it last. */
export type Standing = {
  isFailing: boolean;
  /** The newest notice of its health that was mailed, and whether that was in the last six hours; null: none. */
  told: { kind: News['kind']; isRecent: boolean } | null;
};

const TROUBLE: ReadonlySet<News['kind']> = new Set(['webhook.degraded', 'webhook.warning']);

/**
 * Which of the waiting notices of one webhook go into the mail: the gravest one of its health, if it is still true and
 * was not told already, and that deliveries were given up. Who was told that a webhook fails is not told so again within
 * six hours, but of warnings. A webhook that failed and recovered before anybody was told is
 * left out; that it recovered is told only to those who heard of its trouble.
 */
export function worthMailing(waiting: readonly Waiting[], { isFailing, told }: Standing): Waiting[] {
  const disabled = waiting.findLast((each) => each.kind === 'webhook.disabled');
  // It says all that the others could.
  if (disabled) return [disabled];
  const exhausted = waiting.findLast((each) => each.kind === 'webhook.deliveries_exhausted');
  const health = isFailing ? trouble(waiting, told) : recovery(waiting, told);
  return [...(health ? [health] : []), ...(exhausted ? [exhausted] : [])];
}

function trouble(waiting: readonly Waiting[], told: Standing['told']): Waiting | undefined {
  const warnings = waiting.filter((each) => each.kind === 'webhook.warning');
  const gravest = warnings.toSorted((one, other) => other.details.threshold - one.details.threshold)[0];
  if (gravest) return gravest;
  const isTold = told !== null && TROUBLE.has(told.kind) && told.isRecent;
  return isTold ? undefined : waiting.findLast((each) => each.kind === 'webhook.degraded');
}

function recovery(waiting: readonly Waiting[], told: Standing['told']): Waiting | undefined {
  if (told === null || !TROUBLE.has(told.kind)) return undefined;
  return waiting.findLast((each) => each.kind === 'webhook.recovered');
}
