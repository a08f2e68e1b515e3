export { createSecret } from './create-secret.ts';
export { deleteSecrets } from './delete-secrets.ts';
export { liveSecrets, secretHints } from './live-secrets.ts';
export { sign, type SignedMessage } from './sign.ts';
export { newSigningSecret } from './signing-secret.ts';
export { type Verdict, verify } from './verify.ts';
