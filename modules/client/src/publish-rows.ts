import { type Answer, askTidings, type Problem, type Tidings } from './ask-tidings.ts';
import type { HeldRow } from './claim-rows.ts';
import type { Verdict } from './settle-rows.ts';

/** What became of each row, and of Tidings itself. */
export type Outcome = {
  verdicts: Map<HeldRow, Verdict>;
  /** Tidings asked to wait so long. */
  askedMs: number;
  /** Why Tidings, and not these events, is in trouble: it is away, or does not let us in. */
  outage: string | undefined;
};

/**
 * Publishes rows of one account with their ids, so that doing it again within 24 hours publishes nothing again; a row
 * that is older is asked for first.
 * @param deadlineMs by `performance.now()`: what has not been tried until then is for later.
 */
export async function publishRows(tidings: Tidings, rows: HeldRow[], deadlineMs: number): Promise<Outcome> {
  const publishing = new Publishing(tidings, rows[0]?.account_id ?? '', deadlineMs);
  const fresh: HeldRow[] = [];
  for (const row of rows) if (!row.is_old || (await publishing.isUnknown(row))) fresh.push(row);
  if (fresh.length > 0) await publishing.post(fresh);
  return publishing.outcome;
}

class Publishing {
  readonly outcome: Outcome = { verdicts: new Map(), askedMs: 0, outage: undefined };
  readonly #ask: (path: string, body?: string) => Promise<Answer>;

  constructor(tidings: Tidings, accountId: string, deadlineMs: number) {
    this.#ask = (path, body) => askTidings(tidings, accountId, { path, body, deadlineMs });
  }

  /** Asks whether Tidings has the event. If so it is accepted; if that cannot be found out, it is for later. */
  async isUnknown(row: HeldRow): Promise<boolean> {
    const answer = await this.#ask(`/events/${row.id}`);
    if (answer.problem?.code === 'not_found') return true;
    if (answer.status === 200) this.outcome.verdicts.set(row, { kind: 'accepted' });
    else this.#putOff([row], answer);
    return false;
  }

  async post(rows: HeldRow[]): Promise<void> {
    const answer = await this.#ask('/events/batch', `{"events":[${rows.map((row) => row.json).join(',')}]}`);
    const { status, problem } = answer;
    if (status === 202 && isBatch(answer.body)) {
      for (const [index, row] of rows.entries()) await this.#judge(row, answer.body.data[index]);
    } else if (rows.length > 1 && (status === 413 || mayBeOnes(answer))) {
      // Too large for a proxy, or something in one event that stops the whole request.
      const middle = Math.ceil(rows.length / 2);
      await this.post(rows.slice(0, middle));
      const isStuck = [...this.outcome.verdicts.values()].some(({ kind }) => kind === 'later');
      if (isStuck) this.#putOff(rows.slice(middle), answer);
      else await this.post(rows.slice(middle));
    } else if (problem && (problem.code === 'not_found' || mayBeOnes(answer))) {
      for (const row of rows) this.#refuse(row, problem);
    } else {
      this.#putOff(rows, answer);
      // A quota is one account's, and so is an event that is too large for a proxy.
      if (status !== 429 && status !== 413) this.outcome.outage ??= reasonFor(answer);
    }
  }

  async #judge(row: HeldRow, item: Item | undefined): Promise<void> {
    if (item && !('error' in item)) this.outcome.verdicts.set(row, { kind: 'accepted' });
    else if (!item) this.#putOff([row], { status: 502, askedMs: 0, body: undefined });
    else if (isPassing(item.error.status))
      this.#putOff([row], { status: item.error.status, askedMs: 0, body: undefined, problem: item.error });
    // A conflict: nobody else makes this id, so it may have been published by a Tidings that told bodies apart otherwise.
    else if (item.error.status !== 409 || (await this.isUnknown(row))) this.#refuse(row, item.error);
  }

  #putOff(rows: HeldRow[], answer: Answer): void {
    for (const row of rows) this.outcome.verdicts.set(row, { kind: 'later', error: reasonFor(answer) });
    this.outcome.askedMs = Math.max(this.outcome.askedMs, answer.askedMs);
  }

  #refuse(row: HeldRow, { code, detail, issues = [] }: Problem): void {
    const places = issues
      .map(({ path, message }) => (message === detail ? ` (${path})` : ` ${path}: ${message}`))
      .join('');
    this.outcome.verdicts.set(row, { kind: 'refused', error: `${code}: ${detail}${places}` });
  }
}

type Item = { id: string } | { error: Problem & { status: number } };

function isBatch(json: unknown): json is { data: Item[] } {
  return typeof json === 'object' && json !== null && 'data' in json && Array.isArray(json.data);
}

function isPassing(status: number): boolean {
  return status === 0 || status === 408 || status === 425 || status === 429 || status >= 500;
}

/** Tidings finds fault with the request, and not with its sender or the account. */
function mayBeOnes({ status, problem }: Answer): boolean {
  return problem !== undefined && !isPassing(status) && ![401, 403, 404].includes(status);
}

function reasonFor({ status, problem, failure }: Answer): string {
  const what = status === 0 ? 'Tidings cannot be reached' : `Tidings answered ${status}`;
  const why = problem?.detail ?? failure;
  return why === undefined ? what : `${what}: ${why.replace(/\.$/, '')}`;
}
