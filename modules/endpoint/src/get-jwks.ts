import { type Context, notFound } from '@tidings/kernel';
import { describeSecrets, jwkOf } from '@tidings/secret';
import { Endpoint } from './endpoint.entity.ts';
import type { Jwks } from './schema.ts';

/**
 * The public keys that a webhook's `v1a` signatures verify with, newest first, as a JWK Set (RFC 7517 §5, RFC 8037):
 * several while a roll overlaps, none unless its scheme is `ed25519`. For everybody who knows the id: receivers and their
 * libraries fetch such a set without a key.
 * @throws {DomainError} `not_found`.
 */
export async function getJwks(ctx: Context, input: { id: string }): Promise<Jwks> {
  const endpoint = await ctx.database.unitOfWork((tx) => tx.em.findOne(Endpoint, { id: input.id }));
  if (!endpoint) throw notFound('This webhook');
  if (endpoint.signatureScheme !== 'ed25519') return { keys: [] };
  const description = (await describeSecrets(ctx.database, [endpoint.id])).get(endpoint.id);
  return { keys: (description?.publicKeys ?? []).map(jwkOf) };
}
