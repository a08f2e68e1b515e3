import { z } from 'zod';

import { deliveries } from './deliveries.ts';
import { webhooks } from './webhooks.ts';

/** An error as the server's formatter would send it. */
export class MockProblem extends Error {
  readonly status: number;
  readonly issues: { path: string; message: string }[];
  constructor(status: number, detail: string, issues: { path: string; message: string }[] = []) {
    super(detail);
    this.status = status;
    this.issues = issues;
  }
}

const byId = z.object({ id: z.string() });
const paging = z.object({ limit: z.number().default(25), cursor: z.string().nullish() });

export function pageOf<Row extends { id: string }>(rows: Row[], input: unknown) {
  const { limit, cursor } = paging.parse(input);
  const start = cursor ? rows.findIndex((row) => row.id === cursor) + 1 : 0;
  const data = rows.slice(start, start + limit);
  const more = start + limit < rows.length;
  return { data, has_more: more, next_cursor: more ? (data.at(-1)?.id ?? null) : null };
}

function found<Row>(row: Row | undefined): Row {
  if (row === undefined) throw new MockProblem(404, 'There is nothing with this id.');
  return row;
}

export const webhookOf = (input: unknown) =>
  found(webhooks.find((webhook) => webhook.id === byId.parse(input).id));
export const deliveryOf = (input: unknown) =>
  found(deliveries.find((delivery) => delivery.id === byId.parse(input).id));
