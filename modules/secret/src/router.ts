import { catalogProcedure, router } from '@tidings/kernel';
import { verdict, verifySignatureInput } from './schema.ts';
import { verifySignature } from './verify-signature.ts';

export const secretRouter = router({
  signatures: router({
    // A POST and a mutation although nothing changes: a secret does not belong into an address.
    verify: catalogProcedure
      .meta({
        rest: {
          method: 'POST',
          path: '/signatures/verify',
          summary: 'Check the signature of a delivery',
          tag: 'Signatures',
        },
      })
      .input(verifySignatureInput)
      .output(verdict)
      .mutation(({ ctx, input }) => verifySignature(ctx, input)),
  }),
});
