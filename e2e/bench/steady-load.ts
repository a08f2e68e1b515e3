import { setTimeout as sleep } from 'node:timers/promises';
import type { Api } from './api.ts';
import { nowMs } from './clock.ts';

/** An event with the moments when its request was sent and when its 202 was there. */
export type Sent = { id: string; request: number; sentAtMs: number; acceptedAtMs: number };

export type Pace = { requestsPerSecond: number; seconds: number };

/** Publishes at a steady pace, however long the answers take. `publish` gets the number of the request from 0. */
export async function publishSteadily(
  pace: Pace,
  publish: (request: number) => Promise<string[]>,
): Promise<Sent[]> {
  const answers: Promise<Sent[]>[] = [];
  const startedAtMs = nowMs();
  for (let request = 0; request < Math.round(pace.requestsPerSecond * pace.seconds); request += 1) {
    const aheadMs = startedAtMs + (request * 1_000) / pace.requestsPerSecond - nowMs();
    if (aheadMs > 0) await sleep(aheadMs);
    const sentAtMs = nowMs();
    const answered = publish(request).then((ids) => {
      const acceptedAtMs = nowMs();
      return ids.map((id) => ({ id, request, sentAtMs, acceptedAtMs }));
    });
    // Awaited below: until then a refusal must not end the process.
    answered.catch(() => undefined);
    answers.push(answered);
  }
  return (await Promise.all(answers)).flat();
}

export async function publishOne(api: Api, event: string): Promise<string[]> {
  return [(await api.post<{ id: string }>('/events', event)).id];
}

export async function publishBatch(api: Api, event: string, count: number): Promise<string[]> {
  const body = `{"events":[${Array.from({ length: count }, () => event).join(',')}]}`;
  const { data } = await api.post<{ data: { id: string }[] }>('/events/batch', body);
  return data.map(({ id }) => id);
}
