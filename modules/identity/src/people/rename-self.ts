import { type Context, statement } from '@tidings/kernel';
import type { z } from 'zod';
import { auditPerson } from './door-origin.ts';
import type { renameSelfInput } from './people-schema.ts';
import { personOf } from './person.ts';

// By the primary key.
const RENAME = statement<{ email: string; before: string }>(
  'identity.rename-self',
  `UPDATE identity."user" AS person
   SET name = $2, updated_at = now()
   FROM (SELECT id, name FROM identity."user" WHERE id = $1 FOR UPDATE) AS known
   WHERE person.id = known.id AND known.name <> $2
   RETURNING person.email, known.name AS before`,
);

/**
 * Gives the person who asks another name, in all of their accounts. What was recorded before keeps the name of then.
 * @throws {DomainError} `forbidden` for keys and for visitors by a portal link.
 */
export async function renameSelf(
  ctx: Context,
  { name }: z.output<typeof renameSelfInput>,
): Promise<Record<string, never>> {
  const { id } = personOf(ctx);
  await ctx.database.transaction(async (tx) => {
    const [renamed] = await tx.query(RENAME, [id, name]);
    if (!renamed) return; // it is their name already
    const { email, before } = renamed;
    await auditPerson(ctx, tx, {
      action: 'user.renamed',
      person: { id, email },
      before: { name: before },
      after: { name },
    });
  });
  return {};
}
