// The schemes alone, for what runs in other people's processes: the command line and the test kit have this built into them. It
// needs nothing but Node.
export { jwkOf, newKeyPair } from './key-pair.ts';
export { readHeaders } from './read-headers.ts';
export { type SignedMessage, sign } from './sign.ts';
export { signatureHeaders } from './signature-headers.ts';
export { newSigningSecret } from './signing-secret.ts';
export { verify } from './verify.ts';
