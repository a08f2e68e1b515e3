import type { Locator } from 'playwright-core';
import type { Api } from '../support/api.ts';
import type { Page } from '../support/shapes.ts';
import { until } from '../support/until.ts';
import type { LogJourney } from './log-journey.ts';

export type Replay = { id: string; status: string; total: number; done: number };

const LONG_AGO = '2020-01-01T00:00:00Z';
/** A busy machine counts, makes and sends some hundred a second. */
const PATIENCE = { withinMs: 60_000 };

/** Opens the page and waits until its rows are there. */
export async function openEvents({ page }: LogJourney, query = ''): Promise<void> {
  await page.goto(`/dashboard/events${query}`);
  await page.getByRole('heading', { name: 'Events', level: 1 }).waitFor();
  await page.waitForFunction(() => document.querySelector('table[aria-busy="true"]') === null);
}

/** What the event log says of a webhook. */
export function explanationOf({ page }: LogJourney, webhook: string): Locator {
  return page
    .getByRole('region', { name: 'What became of it' })
    .getByRole('listitem')
    .filter({ has: page.getByRole('link', { name: webhook, exact: true }) });
}

/** What a replay of all that a webhook has missed would make. */
export async function missedBy(api: Api, webhookId: string): Promise<number> {
  const { body } = await api.post<{ total: number }>('/replays', {
    created_after: LONG_AGO,
    created_before: new Date().toISOString(),
    webhook_id: webhookId,
    only_missed: true,
    dry_run: true,
  });
  return body.total;
}

/** The newest replay of the account, once it is as waited for. */
export function untilReplay(api: Api, what: string, holds: (replay: Replay) => boolean): Promise<Replay> {
  return until(
    async () => (await api.get<Page<Replay>>('/replays?limit=1')).body.data[0] ?? null,
    (replay) => replay !== null && holds(replay),
    { what: `the replay is ${what}`, ...PATIENCE },
  ).then((replay) => {
    if (replay === null) throw new Error('There is no replay.');
    return replay;
  });
}

/** An event whose data is the example of its type. */
export async function exampleOf(api: Api, type: string): Promise<{ type: string; data: object }> {
  const { body } = await api.get<{ versions: { example: object }[] }>(`/event-types/${type}`);
  return { type, data: body.versions[0]?.example ?? {} };
}
