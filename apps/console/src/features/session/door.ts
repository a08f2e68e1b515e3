import { z } from 'zod';

import { oneOfEqual } from '../../api/one-of-equal.ts';

const refusal = z.object({
  code: z.string().optional(),
  message: z.string().optional(),
  issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});

/** What nobody looks at. */
export const NOTHING = z.unknown();

/** A refusal of `/api/auth`; `status` 0 when there was no answer at all. */
export class DoorError extends Error {
  readonly status: number;
  readonly code: string;
  readonly issues: { path: string; message: string }[];

  constructor(status: number, refused: z.output<typeof refusal>) {
    super(refused.message ?? `The server answered ${status}.`);
    this.name = 'DoorError';
    this.status = status;
    this.code = refused.code ?? 'unknown';
    this.issues = refused.issues ?? [];
  }
}

/** Another guess at a password is another request; the second half of a double click is none. */
const ask = oneOfEqual();

type DoorCall<Schema extends z.ZodType> = { path: `/${string}`; body?: unknown; answer: Schema };

/**
 * Asks what is at `/api/auth`: all that makes, renews or ends a session. With a body it is a POST.
 * @throws {DoorError}
 */
export async function askDoor<Schema extends z.ZodType>({
  path,
  body,
  answer,
}: DoorCall<Schema>): Promise<z.output<Schema>> {
  const response = await ask(`/api/auth${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    ...(body !== undefined && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  }).catch(() => undefined);
  if (!response) throw new DoorError(0, {});
  const said: unknown = await response.json().catch(() => ({}));
  if (!response.ok) throw new DoorError(response.status, refusal.catch({}).parse(said));
  return answer.parse(said);
}
